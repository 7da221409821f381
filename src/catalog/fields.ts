import { z } from "zod";

/**
 * The kinds of values that manifests are made of. Every schema says what it expects in words that follow "expected",
 * so that a fault can be mended without reading this code.
 */

/** Turns what a schema gives into data that nobody may change. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

export const text = (expected: string, form = /\S/) =>
  z.string({ error: expected }).regex(form, { error: expected, abort: true });

export const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, { error: `one of ${words.join(", ")}` });

export const wholeNumber = (expected: string, from: number, to: number) =>
  z.int({ error: expected }).gte(from, { error: expected }).lte(to, { error: expected });

export const decimal = (expected: string) => z.number({ error: expected });

export const yesOrNo = () => z.boolean({ error: "true or false" });

export const list = <Item extends z.ZodType>(item: Item) => z.array(item, { error: "a list" });

/** A list without which the file makes no sense. */
export const filledList = <Item extends z.ZodType>(item: Item) =>
  list(item).min(1, { error: "a list with at least one entry" });

/** A mapping with exactly these keys; a key it does not know is a fault. */
export const mapping = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape, { error: "a mapping" });

/** A mapping whose keys the team chooses. */
export const dictionary = <Value extends z.ZodType>(key: z.ZodString, value: Value) =>
  z.record(key, value, { error: "a mapping" });

export const sentence = () => text("text that is not empty");

export const name = () => text("a name that is not empty");

export const timeZone = () => {
  const expected = "a time zone such as Europe/Lisbon";
  return text(expected).refine(isTimeZone, { error: expected });
};

export const url = () => {
  const expected = "a URL such as https://status.example.com";
  return text(expected, /^https?:\/\/[^\s@]+$/).refine((value) => URL.canParse(value), { error: expected });
};

export const emailAddress = () => text("an e-mail address such as oncall@example.com", /^[^\s@]+@[^\s@]+\.[^\s@]+$/);

export const channelName = () => text('a channel name without "#", such as incidents', /^[a-z0-9][a-z0-9_-]{0,79}$/);

/** A secret is named by the environment variable that holds it, never written. */
export const environmentVariable = () =>
  text("the name of an environment variable such as PODCAST_DATABASE_URL", /^[A-Z][A-Z0-9_]*$/);

/** A Slack user group by handle or id, or a person by id. */
export const groupOrPerson = () =>
  text(
    "a Slack user group such as podcast-oncall, or an id such as S0123ABCD or U0123ABCD",
    /^@?[a-z0-9][a-z0-9._-]*$|^[SUW][A-Z0-9]{6,}$/,
  );

export const role = () => text("a role such as on-call", /^[a-z][a-z0-9-]*$/);

/** `api.example.com`, `localhost:8001`, `10.0.0.5`. */
export const host = () => text("a host such as api.example.com or prometheus:9090", /^[A-Za-z0-9._-]+(:\d{1,5})?$/);

export const variableName = () => text("a name such as namespace or TARGET_GROUP_ARN", /^[A-Za-z_][A-Za-z0-9_-]*$/);

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}
