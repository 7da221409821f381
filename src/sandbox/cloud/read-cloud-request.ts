import { z } from "zod";
import type { CloudRequest } from "./wire.ts";

const texts = z.array(z.coerce.string());
const record = z.record(z.string(), z.unknown());

/** From a body of JSON: times are seconds since 1970. */
export function requestFromJson(action: string, body: string): CloudRequest {
  const given = record.parse(JSON.parse(body === "" ? "{}" : body));
  return {
    action,
    text: (name) => z.string().safeParse(given[name]).data,
    number: (name) => z.number().safeParse(given[name]).data,
    flag: (name) => z.boolean().safeParse(given[name]).data,
    list: (name) => texts.safeParse(given[name]).data ?? [],
    time: (name) => {
      const seconds = z.number().safeParse(given[name]).data;
      return seconds === undefined ? undefined : seconds * 1000;
    },
  };
}

/** From a form: lists are `Names.member.1`, `Names.Name.1` or `Names.1`. */
export function requestFromForm(form: URLSearchParams): CloudRequest {
  const text = (name: string) => form.get(name) ?? undefined;
  const number = (name: string) => (form.has(name) ? Number(form.get(name)) : undefined);
  return {
    action: form.get("Action") ?? "",
    text,
    number,
    flag: (name) => (form.has(name) ? form.get(name) === "true" : undefined),
    list: (name) =>
      [...form].filter(([key]) => new RegExp(`^${name}(\\.\\w+)?\\.\\d+$`).test(key)).map(([, value]) => value),
    time: (name) => (form.has(name) ? Date.parse(form.get(name) ?? "") : undefined),
  };
}
