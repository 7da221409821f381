import { isPromql } from "../command-line/promql.ts";
import type { Piece } from "./block-pieces.ts";

/**
 * PromQL that stands in a comment: `# Query Prometheus:` and then the expression in the next comment, or `# Query: expression`.
 * No other comment is ever read as a command.
 */
export function commentedQueries(source: string): readonly (Piece & { readonly title: string })[] {
  const found: (Piece & { readonly title: string })[] = [];
  let announced = false;
  let title = "";
  let offset = 0;
  for (const line of source.split("\n")) {
    const [, indent = "", text] = /^(\s*#\s*)(\S.*)$/.exec(line) ?? [];
    if (text === undefined) {
      announced = false;
      title = "";
    } else {
      const [, label = "", inline] = /^((?:promql |prometheus )?query:\s*)(.+)$/i.exec(text) ?? [];
      const query = inline ?? (announced ? text : undefined);
      if (query !== undefined && isPromql(query, { strict: true })) {
        found.push({
          start: offset + indent.length + (inline === undefined ? 0 : label.length),
          text: query.trimEnd(),
          title,
        });
      } else {
        announced = /\b(prometheus|promql)\b.*:\s*$/i.test(text);
        if (!announced) title = text.replace(/:\s*$/, "");
      }
    }
    offset += line.length + 1;
  }
  return found;
}
