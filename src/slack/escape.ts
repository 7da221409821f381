/** Text from people on its way into mrkdwn. Prefer plain_text and rich_text, which need none of this. */

/** Nothing in it can mention, link or ping any more: Slack's three control characters become entities. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** As `escapeText`, and its marks are letters that look the same but format nothing: *, _, ~, ` and the colon that opens an emoji code. */
export function escapeInline(text: string): string {
  return escapeText(text.replace(/\s+/g, " ")).replace(/[*_~`]|:(?=[\w+'-]+:)/g, (mark) => twins[mark] ?? mark);
}

// Slack has no escape for these; each stands for itself in a shape that mrkdwn does not know.
const twins: Readonly<Record<string, string>> = {
  "*": "\u2217",
  _: "\uff3f",
  "~": "\u223c",
  "`": "\u02cb",
  ":": "\ua789",
};
