import type { RichTextElement } from "@slack/types";
import { plainWords } from "../grammar/words.ts";
import { words } from "../rich-text.ts";

/** Somebody's message as Slack stores it, as rich text: people stay people, everything else is only text. */
export function fromSlack(text: string): readonly RichTextElement[] {
  return text.split(/(<@[UW][A-Z0-9]+(?:\|[^>]*)?>)/).flatMap((part): RichTextElement[] => {
    const user = /^<@([UW][A-Z0-9]+)/.exec(part)?.[1];
    if (user) return [{ type: "user", user_id: user }];
    const before = /^\s/.test(part) ? " " : "";
    const after = /\s$/.test(part) ? " " : "";
    const shown = plainWords(part);
    return shown ? [words(`${before}${shown}${after}`)] : [];
  });
}
