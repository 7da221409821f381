import { type OpenStatus, statuses } from "../../incident/incident.ts";
import { personId, teamOf } from "../person.ts";
import { type CommandEntry, commandOf, formOf } from "./commands.ts";
import type { Reading, Speaker, Target } from "./reading.ts";
import { firstWord, lookup, mentionedUser, plainWords } from "./words.ts";

/** `[status] [text]`. */
export function readUpdate(entry: CommandEntry, target: Target, words: string): Reading {
  const { word, rest } = firstWord(words);
  const status = statuses.find((one) => one === lookup(word));
  if (status === "resolved") return readResolve(commandOf.get("resolve") ?? entry, target, rest);
  const text = plainWords(status ? rest : words);
  if (!text && !status) return { kind: "open-modal", entry, target, prefill: { modal: "update" } };
  return { kind: "ask", entry, target, ask: postUpdate(text, status) };
}

const postUpdate = (text: string, status: OpenStatus | undefined) => ({ kind: "post-update", text, status }) as const;

/** `<level> [reason]`. */
export function readSeverity(entry: CommandEntry, target: Target, words: string): Reading {
  const first = firstWord(words);
  const { word, rest } = lookup(first.word) === "to" ? firstWord(first.rest) : first;
  if (!word) return { kind: "open-modal", entry, target, prefill: { modal: "severity" } };
  const reason = plainWords(rest) || undefined;
  return { kind: "ask", entry, target, ask: { kind: "change-severity", severity: plainWords(word), reason } };
}

/** `[@who]`; "take", "own" and "me" mean the speaker. */
export function readLead(
  entry: CommandEntry,
  target: Target,
  line: Speaker & { readonly typed: string; readonly words: string },
): Reading {
  const { word } = firstWord(line.words);
  const isMe = lookup(word) === "me" || (!word && (line.typed === "take" || line.typed === "own"));
  if (isMe) return { kind: "ask", entry, target, ask: { kind: "assign-role", role: "lead", person: line.by } };
  if (!word) return { kind: "open-modal", entry, target, prefill: { modal: "lead" } };
  const user = mentionedUser(word);
  if (user) {
    const person = personId(teamOf(line.by), user);
    return { kind: "ask", entry, target, ask: { kind: "assign-role", role: "lead", person } };
  }
  const typed = plainWords(word).slice(0, 60);
  return {
    kind: "wrong",
    sentence: `“${typed}” is nobody I can hand the lead to. Mention a person: ${formOf(entry)}. Nothing changed.`,
  };
}

/** `[text]`. */
export function readResolve(entry: CommandEntry, target: Target, words: string): Reading {
  const text = plainWords(words);
  if (!text) return { kind: "open-modal", entry, target, prefill: { modal: "resolve" } };
  return { kind: "ask", entry, target, ask: { kind: "resolve", text } };
}

/** `<reason>`. */
export function readReopen(entry: CommandEntry, target: Target, words: string): Reading {
  const reason = plainWords(words);
  if (!reason) return { kind: "open-modal", entry, target, prefill: { modal: "reopen" } };
  return { kind: "ask", entry, target, ask: { kind: "reopen", reason } };
}
