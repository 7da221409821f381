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
    const { rows } = await db.query<Row>(text, [...values]);
    return rows;
  } catch (error) {
    throw asStoreFault(error);
  }
}
