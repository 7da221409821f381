import { minutesOf } from "../../catalog/duration.ts";
import { type CommandEntry, formOf } from "./commands.ts";
import type { Reading, Target } from "./reading.ts";
import { firstWord, lookup, plainWords } from "./words.ts";

const usualSnoozeMinutes = 15;

/** `[minutes]`: `20`, `20m`, `20 min`. */
export function readSnooze(entry: CommandEntry, target: Target, words: string): Reading {
  const typed = lookup(firstWord(words).word);
  const minutes = typed
    ? /^\d+$/.test(typed)
      ? Number(typed)
      : minutesOf(typed.replace(/min(utes?)?$/, "m"))
    : usualSnoozeMinutes;
  if (minutes === undefined) {
    return {
      kind: "wrong",
      sentence: `“${plainWords(typed).slice(0, 60)}” is no number of minutes. The form is ${formOf(entry)}; nothing changed.`,
    };
  }
  return { kind: "ask", entry, target, ask: { kind: "snooze", minutes } };
}

/** `[link]`. */
export function readPostMortem(entry: CommandEntry, target: Target, words: string): Reading {
  const link = plainWords(firstWord(words).word);
  if (!link) return { kind: "open-modal", entry, target, prefill: { modal: "postmortem" } };
  return { kind: "ask", entry, target, ask: { kind: "record-post-mortem", link } };
}
