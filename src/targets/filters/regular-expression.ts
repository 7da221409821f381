/** As grep, sed and awk write them; `fixed` is a plain text. */
export type RegularExpressionSyntax = "basic" | "extended" | "perl" | "fixed";

export interface RegularExpressionOptions {
  readonly ignoreCase?: boolean | undefined;
  readonly wholeWord?: boolean | undefined;
  readonly wholeLine?: boolean | undefined;
}

/**
 * The same pattern as a JavaScript one; several patterns mean any of them. Throws a SyntaxError for what cannot be said in JavaScript.
 * Source of the grammar: POSIX "Regular Expressions" and the additions of GNU (`\+ \? \| \< \> \w`).
 */
export function regularExpression(
  patterns: readonly string[],
  syntax: RegularExpressionSyntax,
  { ignoreCase, wholeWord, wholeLine }: RegularExpressionOptions = {},
): RegExp {
  const flags = ignoreCase || patterns.some((pattern) => syntax === "perl" && pattern.startsWith("(?i)")) ? "i" : "";
  const either = patterns.map((pattern) => `(?:${translate(pattern, syntax)})`).join("|");
  const framed = wholeLine ? `^(?:${either})$` : wholeWord ? `(?<!\\w)(?:${either})(?!\\w)` : either;
  return new RegExp(framed, flags);
}

function translate(pattern: string, syntax: RegularExpressionSyntax): string {
  switch (syntax) {
    case "fixed":
      return pattern.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    case "perl":
      return pattern.replace(/^\(\?i\)/, "");
    case "extended":
    case "basic":
      return pieces(pattern)
        .map((piece, index) => translatePiece(piece, syntax, index === 0))
        .join("");
  }
}

// A bracket expression, an escaped sign, or one sign.
function pieces(pattern: string): readonly string[] {
  return pattern.match(/\[\^?\]?(?:\[:\w+:\]|[^\]])*\]|\\.|[\s\S]/g) ?? [];
}

function translatePiece(piece: string, syntax: "basic" | "extended", isFirst: boolean): string {
  if (piece.startsWith("[") && piece.length > 1) return brackets(piece);
  if (piece === "\\<" || piece === "\\>") return "\\b";
  if (syntax === "extended") return /^\\["'/<>=:;,@!%&~`# -]$/.test(piece) ? piece.slice(1) : piece;
  // In basic patterns these are plain signs until a backslash stands before them.
  if (/^\\[(){}|+?]$/.test(piece)) return piece.slice(1);
  if (/^[(){}|+?]$/.test(piece) || (piece === "*" && isFirst)) return `\\${piece}`;
  return /^\\["'/=:;,@!%&~`# -]$/.test(piece) ? piece.slice(1) : piece;
}

const classes: Readonly<Record<string, string>> = {
  alpha: "A-Za-z",
  digit: "0-9",
  alnum: "A-Za-z0-9",
  upper: "A-Z",
  lower: "a-z",
  space: "\\s",
  blank: " \\t",
  punct: "!-\\/:-@\\[-`{-~",
  xdigit: "A-Fa-f0-9",
  print: "\\x20-\\x7e",
};

// Inside brackets a backslash is a plain sign, and a bracket that stands first closes nothing.
function brackets(piece: string): string {
  const isNegated = piece[1] === "^";
  const inside = piece.slice(isNegated ? 2 : 1, -1);
  const body = inside.replace(/\[:(\w+):\]|[\\[\]]/g, (found, name: string | undefined) =>
    name === undefined ? `\\${found}` : (classes[name] ?? ""),
  );
  return `[${isNegated ? "^" : ""}${body}]`;
}
