import { parse } from "yaml";
import { z } from "zod";
import type { FrontMatter } from "./types.ts";

export interface Separated {
  readonly frontMatter: FrontMatter;
  /** The text with the front matter blanked, so lines keep their numbers. */
  readonly body: string;
  readonly problem?: string;
}

const empty: FrontMatter = { alerts: [], schedule: [] };

const words = z.union([z.array(z.coerce.string()), z.string().transform((text) => text.split(/,\s*/))]);
const day = z.union([z.string(), z.date().transform((date) => date.toISOString().slice(0, 10))]);

const shape = z.object({
  title: z.string().optional(),
  service: z.string().optional(),
  severity: z.coerce.string().optional(),
  alerts: words.default([]),
  owner: z.string().optional(),
  review: day.optional(),
  schedule: z.array(z.object({ name: z.string(), cron: z.string(), timeZone: z.string().default("UTC") })).default([]),
});

/** Front matter is optional; one that cannot be read is a problem of the check and stops nothing. */
export function separateFrontMatter(text: string): Separated {
  const match = /^\uFEFF?---[ \t]*\n([\s\S]*?)\n---[ \t]*(?:\n|$)/.exec(text);
  if (!match) return { frontMatter: empty, body: text };
  const body = match[0].replace(/[^\n]/g, "") + text.slice(match[0].length);
  try {
    const parsed = shape.safeParse(parse(match[1] ?? "") ?? {});
    if (parsed.success) return { frontMatter: parsed.data, body };
    const [issue] = parsed.error.issues;
    return { frontMatter: empty, body, problem: `front matter: ${issue?.path.join(".")}: ${issue?.message}` };
  } catch (error) {
    return {
      frontMatter: empty,
      body,
      problem: `front matter: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : "is not YAML"}`,
    };
  }
}
