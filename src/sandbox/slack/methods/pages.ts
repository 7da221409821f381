import type { JsonObject } from "../json.ts";
import { limitArgument, type MethodCall, MethodFailure, optionalText } from "./method.ts";

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly response_metadata: JsonObject;
}

/** The part of a list that `cursor` and `limit` ask for, and the cursor of the next. */
export function pageOf<Item>(call: MethodCall, all: readonly Item[], standard: number, max: number): Page<Item> {
  const limit = limitArgument(call, standard, max);
  const start = readCursor(optionalText(call, "cursor") ?? "");
  const next = start + limit < all.length ? writeCursor(start + limit) : "";
  return { items: all.slice(start, start + limit), response_metadata: { next_cursor: next } };
}

function writeCursor(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString("base64");
}

function readCursor(cursor: string): number {
  if (cursor === "") return 0;
  const [, digits] = /^offset:(\d+)$/.exec(Buffer.from(cursor, "base64").toString()) ?? [];
  if (digits === undefined) throw new MethodFailure("invalid_cursor");
  return Number(digits);
}
