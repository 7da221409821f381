import type { Target } from "./reading.ts";
import { firstWord } from "./words.ts";

/** `INC-7`, `#inc-…` or nothing, in front of the arguments. */
export function readTarget(text: string): { readonly target: Target; readonly words: string } {
  const { word, rest } = firstWord(text);
  const number = /^inc[-‐‑–—_#]?(\d{1,9})[:,]?$/iu.exec(word)?.[1];
  if (number !== undefined) return { target: { kind: "number", number: Number(number) }, words: rest };
  const channel = /^<#([CG][A-Z0-9]+)(?:\|[^>]*)?>[:,]?$/.exec(word)?.[1];
  if (channel !== undefined) return { target: { kind: "channel", id: channel }, words: rest };
  return { target: { kind: "here" }, words: text };
}
