import type { z } from "zod";
import type { PagerAnswer } from "./types.ts";

/** PagerDuty's way of saying no: a message, its own number for it, and details. */
export function refuse(status: number, code: number, message: string, ...errors: readonly string[]): PagerAnswer {
  return { status, body: { error: { message, code, errors } } };
}

export function notFound(what: string): PagerAnswer {
  return refuse(404, 2100, "Not Found", `${what} was not found`);
}

export function invalidInput(error: z.ZodError): PagerAnswer {
  return refuse(
    400,
    2001,
    "Invalid Input Provided",
    ...error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`),
  );
}

/** One page of a list, as `limit` and `offset` ask for. */
export function paged(name: string, items: readonly object[], query: URLSearchParams): PagerAnswer {
  const limit = Math.min(Number(query.get("limit") ?? 25), 100);
  const offset = Number(query.get("offset") ?? 0);
  const more = items.length > offset + limit;
  return { status: 200, body: { [name]: items.slice(offset, offset + limit), limit, offset, more, total: null } };
}
