import { canonical } from "./canonical.ts";

/** Postgres keeps neither a zero byte nor half of a sign that takes two: text from outside may hold both. */
export const canBeKept = (value: unknown): boolean => !unkept.test(canonical(value));

// As JSON writes them; a backslash of the text itself is doubled.
const unkept = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** The text with a sign in place of what cannot be kept, for people to read. */
export const asKept = (text: string): string => text.replaceAll("\0", "�").replace(/\p{Cs}/gu, "�");
