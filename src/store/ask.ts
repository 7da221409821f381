import { createHash } from "node:crypto";
import type pg from "pg";
import { asStoreFault } from "./fault.ts";
import type { Queryable } from "./pool.ts";

/** Asks Postgres one question. Returns the rows; throws a `StoreFault` when it cannot answer now. */
export async function ask<Row extends pg.QueryResultRow>(
  db: Queryable,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  try {
    const { rows } = await db.query<Row>({ name: nameOf(text), text, values: [...values] });
    return rows;
  } catch (error) {
    throw asStoreFault(error);
  }
}

const names = new Map<string, string>();

/** A named statement is parsed and planned once a connection, which is half of what a short one costs. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash("sha256").update(text).digest("hex").slice(0, 32);
  names.set(text, name);
  return name;
}
