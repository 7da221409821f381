import type { Role } from "../../incident/incident.ts";
import { personId, teamOf } from "../person.ts";
import { type CommandEntry, formOf } from "./commands.ts";
import { readTarget } from "./read-target.ts";
import type { Reading, Speaker, Target } from "./reading.ts";
import { firstWord, lookup, mentionedUser, plainWords } from "./words.ts";

/** `<role> [@who]`, `leave <role>`; "me" means the speaker. Without a name the panel opens. */
export function readRole(
  entry: CommandEntry,
  target: Target,
  { by, words }: Pick<Speaker, "by"> & { readonly words: string },
): Reading {
  const first = firstWord(words);
  if (!first.word) return { kind: "open-modal", entry, target, prefill: { modal: "roles" } };
  const isLeaving = lookup(first.word) === "leave";
  const { word, rest } = isLeaving ? firstWord(first.rest) : first;
  const role = roleNames.get(lookup(word));
  if (!role) return wrong(entry, plainWords(word), "no role");
  if (isLeaving) return { kind: "ask", entry, target, ask: { kind: "leave-role", role } };
  const who = firstWord(rest).word;
  if (!who) return { kind: "open-modal", entry, target, prefill: { modal: "roles", role } };
  const user = mentionedUser(who);
  if (lookup(who) !== "me" && !user) return wrong(entry, plainWords(who), "nobody I can give a role to");
  const person = user ? personId(teamOf(by), user) : by;
  return { kind: "ask", entry, target, ask: { kind: "assign-role", role, person } };
}

const roleNames: ReadonlyMap<string, Role> = new Map([
  ["lead", "lead"],
  ["ic", "lead"],
  ["commander", "lead"],
  ["communications", "communications"],
  ["communication", "communications"],
  ["comms", "communications"],
  ["operations", "operations"],
  ["ops", "operations"],
  ["scribe", "scribe"],
]);

/** `[14:05 [UTC]] [text]`; alone it shows what is there. */
export function readTimeline(entry: CommandEntry, target: Target, words: string): Reading {
  if (!words.trim()) return { kind: "timeline", entry, target };
  const [, hour = "", minute = "", zone, rest = ""] =
    /^[\s\-–—:,|]*(?:at\s+)?(\d{1,2})[:.](\d{2})(?:\s*(utc|z)\b)?(?:[\s\-–—:,|]+|$)([\s\S]*)$/iu.exec(words) ?? [];
  if (!hour) return { kind: "ask", entry, target, ask: { kind: "add-timeline-entry", text: plainWords(words) } };
  const time = { hour: Number(hour), minute: Number(minute), isUtc: zone !== undefined };
  if (time.hour > 23 || time.minute > 59) return wrong(entry, `${hour}:${minute}`, "no time of day");
  return { kind: "ask", entry, target, ask: { kind: "add-timeline-entry", text: plainWords(rest), time } };
}

/** `[INC-8] [into] INC-7`: the last one named goes on. */
export function readMerge(entry: CommandEntry, text: string): Reading {
  if (!text.trim()) return { kind: "help", entry };
  const first = readTarget(text);
  if (first.target.kind === "here") return wrong(entry, plainWords(firstWord(text).word), "no incident");
  const { word, rest } = firstWord(first.words);
  const second = readTarget(["into", "with", "to", "and"].includes(lookup(word)) ? rest : first.words);
  if (second.target.kind === "here") return { kind: "merge", entry, target: { kind: "here" }, into: first.target };
  return { kind: "merge", entry, target: first.target, into: second.target };
}

const wrong = (entry: CommandEntry, word: string, what: string): Reading => ({
  kind: "wrong",
  sentence: word
    ? `“${word.slice(0, 60)}” is ${what}. The form is ${formOf(entry)}; for example: /incident ${entry.example}. Nothing changed.`
    : `Something is missing. The form is ${formOf(entry)}; for example: /incident ${entry.example}. Nothing changed.`,
});
