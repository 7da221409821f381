import { z } from "zod";
import type { DeclarePrefill } from "./grammar/reading.ts";
import { clamp } from "./limits.ts";

/** What a form or a button carries of a declaration that is not made yet. */

const schema = z.object({
  title: z.string(),
  service: z.string().optional(),
  severity: z.string().optional(),
  isPrivate: z.boolean(),
  isDrill: z.boolean(),
  place: z.object({ id: z.string(), name: z.string() }).optional(),
  message: z
    .object({
      channel: z.string(),
      ts: z.string(),
      author: z.string(),
      text: z.string(),
      files: z.array(z.string()),
      permalink: z.string().optional(),
    })
    .optional(),
  isAnother: z.boolean().optional(),
  isAlerted: z.boolean().optional(),
});

/** At most `length` characters: long texts are cut until it fits. */
export function writeDraft(draft: DeclarePrefill, length: number): string {
  for (const longest of [1500, 700, 300, 100]) {
    const { message } = draft;
    const cut = message && { ...message, text: clamp(message.text, longest), files: message.files.slice(0, 5) };
    const written = JSON.stringify({ ...draft, title: clamp(draft.title, longest), message: cut });
    if (written.length <= length) return written;
  }
  return JSON.stringify({ title: "", isPrivate: draft.isPrivate, isDrill: draft.isDrill });
}

/** Undefined when the text is not one of ours. */
export function readDraft(text: string | undefined): DeclarePrefill | undefined {
  try {
    return schema.parse(JSON.parse(text ?? ""));
  } catch {
    return undefined;
  }
}
