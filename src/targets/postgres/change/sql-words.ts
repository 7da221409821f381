import { scanSync } from "libpg-query";
import { parseSql } from "../../../operation/postgres/parse-sql.ts";

export interface SqlWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How many parentheses it stands in. */
  readonly depth: number;
}

/** The words of a statement as Postgres's own scanner parts them, without comments; places are characters of `sql`. */
export function sqlWords(sql: string): readonly SqlWord[] {
  // Loads the scanner with the parser, and leaves what cannot be read to it.
  if (parseSql(sql).kind === "fault") return [];
  const bytes = Buffer.from(sql);
  const place = (offset: number) => bytes.subarray(0, offset).toString().length;
  let depth = 0;
  return scanSync(sql)
    .tokens.filter(({ tokenName }) => !/COMMENT/.test(tokenName))
    .map(({ text, start, end }) => {
      if (text === ")") depth--;
      const word = { text, start: place(start), end: place(end), depth };
      if (text === "(") depth++;
      return word;
    });
}

/** The first word outside of parentheses that is this keyword. */
export function keyword(words: readonly SqlWord[], name: string): SqlWord | undefined {
  return words.find(({ text, depth }) => depth === 0 && text.toUpperCase() === name);
}
