/**
 * Undoes what chat, word processors and web pages do to commands: smart quotes and dashes, hard spaces, links in angle brackets.
 * Line breaks stay where they are.
 */
export function normalise(text: string): string {
  if (!/[\r\u00A0\u2000-\u200A\u2010-\u2015\u2018-\u201F\u2212\u3000]|<https?:/.test(text)) return text;
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u00A0\u2000-\u200A\u3000]/g, " ")
    .replace(/[\u2018\u2019\u201A\u201B]/g, "'")
    .replace(/[\u201C-\u201F]/g, '"')
    .replace(
      /(^|[\s"'(])[\u2010-\u2015\u2212]+(?=([A-Za-z0-9])([\w-]?))/g,
      (_, before: string, _first: string, second: string) => (second === "" ? `${before}-` : `${before}--`),
    )
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/<(https?:\/\/[^\s<>|]+)(?:\|[^<>]*)?>/g, "$1");
}
