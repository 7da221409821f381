/** Typed text, taken apart the way people type it on a phone: smart quotes, dashes, odd blanks, Slack's own escapes. */

export interface Words {
  /** First word as it was typed; empty at the end. */
  readonly word: string;
  readonly rest: string;
}

/** Splits off the first word. Separators that stand alone (`-`, `–`, `:`) are passed over. */
export function firstWord(text: string): Words {
  const [, word = "", rest = ""] = /^[\s\-–—:,|]*(<[^>]*>|\S+)([\s\S]*)$/u.exec(text) ?? [];
  return { word, rest: rest.trim() };
}

/** A word as it is looked up: lower case, without the punctuation people end it with. */
export function lookup(word: string): string {
  return word
    .toLowerCase()
    .replace(/[‐‑‒–—―]/g, "-")
    .replace(/^[“”„"'‘’`*_(]+|[“”„"'‘’`*_),.:;!]+$/gu, "");
}

/**
 * What a person wrote, as plain words: Slack's escapes undone (`<@U1|ana>` is @ana, `<#C1|x>` is #x, `<https://…|…>` its
 * address, `&lt;` is <), leading separators and one pair of quotes around the whole removed.
 */
export function plainWords(text: string): string {
  const shown = text
    .replace(/<@([UW][A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id: string, name?: string) => `@${name || id}`)
    .replace(/<#([CG][A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id: string, name?: string) => `#${name || id}`)
    .replace(/<!subteam\^([A-Z0-9]+)(?:\|@?([^>]*))?>/g, (_, id: string, name?: string) => `@${name || id}`)
    .replace(/<((?:https?:|mailto:)[^>|]+)(?:\|[^>]*)?>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/\u00a0|\u202f/g, " ")
    .trim()
    .replace(/^[-–—:,|]+\s+/u, "");
  return unquoted(shown);
}

/** The user id of `<@U1|ana>`, if the word is a mention. */
export function mentionedUser(word: string): string | undefined {
  return /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>[,.:;!]*$/.exec(word)?.[1];
}

function unquoted(text: string): string {
  const inside = /^(?:"([^"]*)"|“([^“”]*)”|„([^„“”]*)[“”]|'([^']*)'|‘([^‘’]*)’)$/u.exec(text);
  return inside ? (inside.slice(1).find((part) => part !== undefined) ?? "").trim() : text;
}
