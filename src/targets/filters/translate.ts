import type { Filter } from "../../operation/filter.ts";

type Translate = Extract<Filter, { readonly kind: "translate" }>;

/** As tr does it: one character for another, or none, and runs of a character as one. */
export function translateCharacters(text: string, filter: Translate): string {
  const from = charactersOf(filter.from);
  const to = filter.to === undefined ? [] : charactersOf(filter.to);
  const set = new Set(from);
  const last = to.at(-1);
  const replaced = new Map(from.map((character, index) => [character, to[index] ?? last ?? character]));
  const squeezed = new Set(to.length > 0 ? to : from);
  let result = "";
  for (const character of text) {
    if (filter.delete && set.has(character)) continue;
    const next = filter.delete ? character : (replaced.get(character) ?? character);
    const repeats = filter.squeeze && squeezed.has(next) && result.endsWith(next);
    if (!repeats) result += next;
  }
  return result;
}

const named: Readonly<Record<string, string>> = {
  upper: "A-Z",
  lower: "a-z",
  digit: "0-9",
  alpha: "A-Za-z",
  alnum: "A-Za-z0-9",
  space: " \t\n\r\v\f",
  blank: " \t",
};
const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\" };

/** `a-z\n` and `[:upper:]` written out. */
function charactersOf(written: string): readonly string[] {
  const plain = written
    .replace(/\[:(\w+):\]/g, (found, name: string) => named[name] ?? found)
    .replace(/\\([ntr\\])/g, (_, sign: string) => escapes[sign] ?? sign);
  return [...plain.matchAll(/([\s\S])-([\s\S])|[\s\S]/gu)].flatMap(([all, first, last]) =>
    first === undefined || last === undefined ? [...all] : between(first, last),
  );
}

function between(first: string, last: string): readonly string[] {
  const [from, to] = [first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0];
  return Array.from({ length: Math.max(0, Math.min(to - from + 1, 1000)) }, (_, index) =>
    String.fromCodePoint(from + index),
  );
}
