import { type CommandEntry, formOf } from "./commands.ts";
import { serviceMeant } from "./read-list.ts";
import type { Change, Reading, Speaker, Target } from "./reading.ts";
import { firstWord, lookup, plainWords } from "./words.ts";

/** `[target] [to <revision>]`. */
export function readRollback(entry: CommandEntry, target: Target, words: string): Reading {
  const { said, reason } = withReason(words);
  const [, named, revision, more = ""] =
    /^(?!to\b)(\S+)?\s*(?:to\s+(?:revision\s+)?(\S+))?\s*([\s\S]*)$/iu.exec(said) ?? [];
  const [, alone, moreAlone = ""] = /^to\s+(?:revision\s+)?(\S+)\s*([\s\S]*)$/iu.exec(said) ?? [];
  const wanted = revision ?? alone;
  const left = alone === undefined ? more : moreAlone;
  if (left) return wrong(entry, left);
  const toRevision = wanted === undefined ? undefined : numberIn(wanted, 1_000_000_000);
  if (wanted !== undefined && toRevision === undefined) return wrong(entry, wanted, "is no revision");
  const change: Change = { kind: "rollback", named: named && lookup(named), toRevision };
  return { kind: "change", entry, target, change, reason };
}

/** `<target>`. */
export function readRestart(entry: CommandEntry, target: Target, words: string): Reading {
  const { said, reason } = withReason(words);
  const { word, rest } = firstWord(said);
  if (rest) return wrong(entry, rest);
  return { kind: "change", entry, target, change: { kind: "restart", named: lookup(word) || undefined }, reason };
}

/** `<target> <n>`; the number alone where there is one target. */
export function readScale(entry: CommandEntry, target: Target, words: string): Reading {
  const { said, reason } = withReason(words);
  const [first = "", second, third, ...more] = said.split(/\s+/);
  const isTo = lookup(second ?? "") === "to";
  const number = (isTo ? third : second) ?? first;
  if (!number) return { kind: "change", entry, target, change: { kind: "scale" }, reason };
  const left = isTo ? more : [...(third === undefined ? [] : [third]), ...more];
  if (left.length > 0) return wrong(entry, left.join(" "));
  const replicas = numberIn(number, 1000);
  if (replicas === undefined) return wrong(entry, number, "is no number of pods from 0 to 1000");
  const named = second === undefined ? undefined : lookup(first);
  return { kind: "change", entry, target, change: { kind: "scale", named, replicas }, reason };
}

/** `[service] [because] [reason]`: without a service it is meant for everything. */
export function readFreeze(kind: "freeze" | "lift", text: string, { by, catalog }: Speaker): Reading {
  const { word, rest } = firstWord(text);
  const service = word ? serviceMeant(catalog, lookup(word)) : undefined;
  const reason = plainWords((service === undefined ? text : rest).trim().replace(/^because\s+/i, ""));
  return { kind: "freeze", wish: { kind, by, service, reason } };
}

/** Everything after "because" is why. */
function withReason(words: string): { readonly said: string; readonly reason: string } {
  const [, said = "", reason = ""] = /^([\s\S]*?)(?:(?:^|\s)because\s([\s\S]*))?$/iu.exec(words.trim()) ?? [];
  return { said: said.trim(), reason: plainWords(reason) };
}

function numberIn(word: string, most: number): number | undefined {
  const digits = lookup(word);
  return /^\d{1,10}$/.test(digits) && Number(digits) <= most ? Number(digits) : undefined;
}

function wrong(entry: CommandEntry, typed: string, why = "is not understood"): Reading {
  const shown = plainWords(typed).slice(0, 60);
  return { kind: "wrong", sentence: `“${shown}” ${why}. The form is ${formOf(entry)}; nothing was asked for.` };
}
