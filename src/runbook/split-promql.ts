import { isPromql } from "../command-line/promql.ts";
import type { Piece, SplitBlock } from "./block-pieces.ts";
import { blanked } from "./prompts.ts";

/** A block whose tag says that it holds questions to Prometheus: expressions are parted by blank lines and comments. */
export function onlyPromql(source: string): SplitBlock {
  const pieces: Piece[] = [];
  for (const match of source.matchAll(/(?:^(?![ \t]*(?:#|$)).*(?:\n|$))+/gm)) {
    if (isPromql(match[0])) pieces.push({ start: match.index, text: match[0].trimEnd() });
  }
  return {
    shell: blanked(source),
    sql: [],
    promql: pieces,
    parts: [{ start: 0, kind: pieces.length > 0 ? "promql" : "output" }],
  };
}

/** The same of a block with any other tag, or undefined: one expression over several lines, or several and nothing else. */
export function untaggedQueries(source: string): SplitBlock | undefined {
  if (isPromql(source.replace(/^[ \t]*#.*$/gm, ""), { strict: true })) return oneQuery(source);
  const queries = paragraphsOfPromql(source);
  return queries && severalQueries(source, queries);
}

// One expression over several lines, whatever the tag says.
function oneQuery(source: string): SplitBlock {
  const start = source.search(/\S/);
  return {
    shell: blanked(source),
    sql: [],
    promql: [{ start, text: source.trim() }],
    parts: [{ start, kind: "promql" }],
  };
}

// Several expressions with a blank line between them, each under its comments, and nothing else.
function paragraphsOfPromql(source: string): readonly Piece[] | undefined {
  if (!/\n[ \t]*\n/.test(source)) return undefined;
  const pieces: Piece[] = [];
  for (const match of source.matchAll(/(?:^[^\n]*\S[^\n]*(?:\n|$))+/gm)) {
    const comments = /^(?:[ \t]*(?:#|\/\/)[^\n]*(?:\n|$))*/.exec(match[0])?.[0].length ?? 0;
    const text = match[0].slice(comments).trimEnd();
    if (text === "") continue;
    if (!isPromql(text.replace(/^[ \t]*#.*$/gm, ""), { strict: true })) return undefined;
    pieces.push({ start: match.index + comments, text });
  }
  return pieces.length > 0 ? pieces : undefined;
}

function severalQueries(source: string, pieces: readonly Piece[]): SplitBlock {
  return { shell: blanked(source), sql: [], promql: pieces, parts: [{ start: pieces[0]?.start ?? 0, kind: "promql" }] };
}
