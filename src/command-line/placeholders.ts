import { hole } from "../operation/hole.ts";

/** Text with every placeholder replaced by a hole, and what each hole stands for. */
export interface HoledText {
  readonly text: string;
  /** By index: the placeholder's name. `$NAME` holes are added while the words are read. */
  readonly names: string[];
  /** Position in `text` → position in the text it was made from. */
  original(position: number): number;
}

/** `<pod-name>`, `{{pod}}`, `{pod}`, `[POD]`, `TASK_ARN`, `job_id_here` → holes, before a grammar can take `<` for a redirect. */
export function replacePlaceholders(source: string, startQuoted = false): HoledText {
  const found = findPlaceholders(source, startQuoted);
  const names: string[] = [];
  const moves: { readonly at: number; readonly shift: number }[] = [];
  let text = "";
  let from = 0;
  for (const { start, end, name } of found) {
    text += source.slice(from, start);
    let index = names.indexOf(name);
    if (index < 0) index = names.push(name) - 1;
    text += hole(index);
    moves.push({ at: text.length, shift: end - text.length });
    from = end;
  }
  text += source.slice(from);
  return {
    text,
    names,
    original(position) {
      let shift = 0;
      for (const move of moves) {
        if (move.at > position) break;
        shift = move.shift;
      }
      return position + shift;
    },
  };
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

type Quote = "'" | '"' | "";

function findPlaceholders(source: string, startQuoted: boolean): readonly Found[] {
  if (!/[<{[_A-Z]/.test(source)) return [];
  const found: Found[] = [];
  let quote: Quote = "";
  for (let at = 0; at < source.length; at++) {
    const letter = source.charAt(at);
    if (letter === "\\" && quote !== "'") {
      at++;
      continue;
    }
    if ((letter === "'" || letter === '"') && !startQuoted) {
      if (quote === "") quote = letter;
      else if (quote === letter) quote = "";
      continue;
    }
    if (letter === "#" && quote === "" && !startQuoted && /^$|\s/.test(source.charAt(at - 1))) {
      const end = source.indexOf("\n", at);
      if (end < 0) break;
      at = end;
      continue;
    }
    const match = placeholderAt(source, at, quote !== "" || startQuoted);
    if (!match) continue;
    found.push(match);
    at = match.end - 1;
  }
  return found;
}

const angle = /<([A-Za-z][\w.-]*(?: [\w.-]+)*)>(?![A-Za-z0-9])/y;
const angleInQuotes = /<([A-Za-z][\w.-]*)>(?![A-Za-z0-9])/y;
const braces = /\{\{\s*(?!(?:end|else)\b)([A-Za-z_][\w-]*)\s*\}\}/y;
// A brace without a comma or two dots is a plain letter to a shell, and no name holds one.
const brace = /\{([A-Za-z][\w-]*)\}(?![\w}])/y;
const brackets = /\[([A-Za-z][\w-]*(?: [\w-]+)*)\](?=\s|$)/y;
const shouted =
  /([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|NAMESPACE|PODNAME|POD|NODE|DEPLOYMENT|CONTAINER|HOST|SERVICE)(?![\w=({])(?!-(?:\s|$))/y;
const addressed = /((?:YOUR|MY|NEW)_[A-Z0-9_]+|[a-z][a-z0-9]*(?:_[a-z0-9]+)*_here)(?![\w=])/y;

function placeholderAt(source: string, at: number, quoted: boolean): Found | undefined {
  const before = source.charAt(at - 1);
  switch (source.charAt(at)) {
    case "<":
      // `2<x>` and `<<` are shell.
      return /[\d<]/.test(before) ? undefined : matchAt(quoted ? angleInQuotes : angle, source, at);
    case "{":
      return matchAt(braces, source, at) ?? (quoted || /[$@{]/.test(before) ? undefined : matchAt(brace, source, at));
    case "[":
      return quoted || !/^$|\s/.test(before) ? undefined : matchAt(brackets, source, at);
    default: {
      if (/[\w$\\{]/.test(before)) return undefined;
      const named = matchAt(addressed, source, at);
      if (named || quoted || (before !== "" && !/[\s=/:,@]/.test(before))) return named;
      return matchAt(shouted, source, at);
    }
  }
}

function matchAt(pattern: RegExp, source: string, at: number): Found | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(source);
  return match ? { start: at, end: pattern.lastIndex, name: match[1] ?? "" } : undefined;
}
