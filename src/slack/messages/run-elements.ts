import type { RichTextElement } from "@slack/types";
import type { RunEvent } from "../../incident/run-event.ts";
import { strong, who, words } from "../rich-text.ts";
import { countsWords, secondsWords } from "./run-words.ts";

/** What the timeline says of a run: one line; what it printed is in the evidence. */
export function runElements(event: RunEvent): readonly RichTextElement[] | undefined {
  switch (event.kind) {
    case "run-finished": {
      const by = event.isAutomatic ? [words("The alert")] : [who(event.by)];
      const how = ` – ${countsWords(event.counts)} in ${secondsWords(event.seconds * 1000)}`;
      return [words("🔎 "), ...by, words(" ran "), strong(event.title), words(how)];
    }
    case "run-refused":
      return [
        words("🚫 "),
        who(event.by),
        words(" was not let run "),
        strong(event.title),
        words(` – ${event.reason}`),
      ];
    case "run-started":
    case "run-cancelled":
    case "run-output-requested":
      return undefined;
  }
}
