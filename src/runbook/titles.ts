/** A comment as a title: without its sign, number, "Option 2:" and closing colon. */
export function titleOf(comment: string): string {
  return comment
    .trim()
    .replace(/^(#+|--)\s*/, "")
    .replace(/^(\d+[.)]|option \d+:|step \d+[.:])\s*/i, "")
    .replace(/[\s:]+$/, "")
    .slice(0, 150);
}

/** The sentence or list item above a block, as a title: its last sentence. */
export function titleOfLead(lead: string): string {
  const lines = lead.trim().split("\n");
  const sentences = (lines.at(-1) ?? "").split(/(?<=[.!?])\s+(?=[A-Z])/);
  return titleOf(sentences.at(-1) ?? "");
}

// How far above a command its comment may begin, in characters.
const farthest = 4000;

/**
 * The comment that names the command starting at `offset`: above it without a blank line between, or behind it on its line. Of several
 * lines the last that is a sentence of its own.
 */
export function commentAt(source: string, offset: number, end: number): string | undefined {
  const behind = /^[^\n]*?\s#\s*([^\n]+)/.exec(source.slice(end))?.[1];
  const above = source
    .slice(Math.max(0, offset - farthest), offset)
    .split("\n")
    .slice(0, -1);
  let comments: string[] = [];
  for (let at = above.length - 1; at >= 0; at--) {
    const line = (above[at] ?? "").trim();
    if (line === "") break;
    const isComment = /^(#(?!!)|--\s)/.test(line);
    if (isComment) comments = [line, ...comments];
    else if (comments.length > 0) break;
  }
  const sentences = comments.map(titleOf).filter((title) => title !== "" && !title.startsWith("("));
  const title = sentences.at(-1) ?? (behind === undefined ? undefined : titleOf(behind));
  return title === "" ? undefined : title;
}
