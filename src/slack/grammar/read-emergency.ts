import { findService } from "../../catalog/find-service.ts";
import { type CommandEntry, commandOf, formOf } from "./commands.ts";
import { readDeclare } from "./read-declare.ts";
import type { Reading, Speaker } from "./reading.ts";
import { firstWord, lookup, plainWords } from "./words.ts";

/** `[service] [title]`: whatever is said is enough. */
export function readEmergency(text: string, { catalog }: Speaker): Reading {
  const { word, rest } = firstWord(text);
  const found = word ? findService(catalog, lookup(word)) : undefined;
  if (found?.kind === "found" && found.service.key === lookup(word)) {
    return { kind: "emergency", service: found.service.key, title: plainWords(rest) || "Emergency" };
  }
  return { kind: "emergency", title: plainWords(text) || "Emergency" };
}

/** As `declare`, in this channel. */
export function readConvert(text: string, speaker: Speaker): Reading {
  const reading = readDeclare(text, speaker);
  return reading.kind === "wrong" ? reading : { ...reading, isHere: true };
}

/** `declare …`, and it is a drill. */
export function readDrill(entry: CommandEntry, text: string, speaker: Speaker): Reading {
  const { word, rest } = firstWord(text);
  if (commandOf.get(lookup(word))?.word === "declare" || !word) return readDeclare(`drill ${rest}`, speaker);
  const typed = plainWords(word).slice(0, 60);
  return { kind: "wrong", sentence: `I cannot practise “${typed}”. The form is ${formOf(entry)}.` };
}
