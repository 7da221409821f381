import type { Json } from "../target.ts";
import { printValue, valuesAt } from "./json-path.ts";
import { type JsonPath, JsonPathError, readJsonPath } from "./json-path-steps.ts";

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "values"; readonly path: JsonPath }
  | { readonly kind: "range"; readonly path: JsonPath; readonly parts: readonly Part[] };

/** `{range .items[*]}{.metadata.name}{"\n"}{end}`, ready to be filled. Throws a `JsonPathError`. */
export function readTemplate(written: string): (root: Json) => string {
  const words = [...written.matchAll(/\{((?:'(?:\\.|[^'])*'|"(?:\\.|[^"])*"|[^{}'"])*)\}|([^{]+)|(\{)/g)];
  const parts = readParts(words, { at: 0 }, false);
  return (root) => print(parts, root, root);
}

function readParts(words: readonly RegExpExecArray[], place: { at: number }, isInRange: boolean): readonly Part[] {
  const parts: Part[] = [];
  while (place.at < words.length) {
    const [whole = "", code, text] = words[place.at] ?? [];
    place.at += 1;
    if (text !== undefined) parts.push({ kind: "text", text });
    else if (code === undefined) throw new JsonPathError(`the brace ${whole} in the template is never closed`);
    else if (code.trim() === "end") {
      if (!isInRange) throw new JsonPathError("the template ends a range it never began");
      return parts;
    } else parts.push(readCode(code.trim(), words, place));
  }
  if (isInRange) throw new JsonPathError("the template begins a range it never ends");
  return parts;
}

function readCode(code: string, words: readonly RegExpExecArray[], place: { at: number }): Part {
  const literal = /^(?:'((?:\\.|[^'])*)'|"((?:\\.|[^"])*)")$/.exec(code);
  if (literal) return { kind: "text", text: unescapeText(literal[1] ?? literal[2] ?? "") };
  const range = /^range\s+(.+)$/s.exec(code)?.[1];
  if (range === undefined) return { kind: "values", path: readJsonPath(code) };
  return { kind: "range", path: readJsonPath(range), parts: readParts(words, place, true) };
}

function print(parts: readonly Part[], root: Json, current: Json): string {
  return parts.map((part) => printPart(part, root, current)).join("");
}

function printPart(part: Part, root: Json, current: Json): string {
  if (part.kind === "text") return part.text;
  const values = valuesAt(part.path, root, current);
  if (part.kind === "values") return values.map(printValue).join(" ");
  return values.map((value) => print(part.parts, root, value)).join("");
}

function unescapeText(text: string): string {
  const signs: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };
  return text.replace(/\\(.)/g, (_, sign: string) => signs[sign] ?? sign);
}
