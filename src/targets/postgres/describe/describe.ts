import type pg from "pg";
import type { z } from "zod";
import { describeObjects } from "../../../operation/postgres/operations.ts";
import { type Reader, reader } from "../../target.ts";
import { type PostgresParts, withAddress } from "../parts.ts";
import { outputLimits } from "../print-result.ts";
import { runStatement } from "../run-statement.ts";
import { readThroughPod } from "../through-pod.ts";
import { type ListKind, listQuestion } from "./lists.ts";
import { namePattern } from "./name-pattern.ts";
import { describeObject, patternValues } from "./object.ts";
import { printTitled } from "./print-titled.ts";

type Given = z.output<typeof describeObjects.schema>;

/** Psql's `\d` family, answered from the catalogs. */
export function describeReader(parts: PostgresParts): Reader {
  return reader(describeObjects, (given, site, doing) => {
    if (given.through) {
      const command = metaCommand(given);
      return readThroughPod(parts, { ...given, through: given.through, command, isExpanded: false }, doing);
    }
    return withAddress(parts, given, site, (at) =>
      parts.connections.read(at, doing.signal, async (client) => ({ text: await answer(client, given) })),
    );
  });
}

function answer(client: pg.ClientBase, { what, pattern, verbose = false }: Given): Promise<string> {
  switch (what) {
    case "object":
      return pattern === undefined ? list(client, "relations", undefined, verbose) : describeObject(client, pattern);
    case "connection":
      return connection(client);
    case "tables":
    case "indexes":
    case "views":
    case "sequences":
    case "schemas":
    case "functions":
    case "roles":
    case "databases":
    case "extensions":
      return list(client, what, pattern, verbose);
  }
}

async function list(
  client: pg.ClientBase,
  kind: ListKind,
  pattern: string | undefined,
  isVerbose: boolean,
): Promise<string> {
  const { title, sql, withoutCount = false } = listQuestion(kind, isVerbose);
  const result = await runStatement(client, { sql, values: patternValues(namePattern(pattern)) }, outputLimits);
  if (result.rows.length > 0 || kind === "functions") return printTitled(title, result, !withoutCount);
  return pattern === undefined ? "Did not find any relations." : `Did not find any relation named "${pattern}".`;
}

// Where the server is stays with the operator: only what was connected to is told.
async function connection(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ database: string; role: string }>(
    "select current_database() as database, current_user as role",
  );
  return `You are connected to database "${rows[0]?.database}" as user "${rows[0]?.role}".`;
}

const letters: Readonly<Record<Given["what"], string>> = {
  object: "\\d",
  tables: "\\dt",
  indexes: "\\di",
  views: "\\dv",
  sequences: "\\ds",
  schemas: "\\dn",
  functions: "\\df",
  roles: "\\du",
  databases: "\\l",
  extensions: "\\dx",
  connection: "\\conninfo",
};

function metaCommand({ what, pattern, verbose }: Given): string {
  return `${letters[what]}${verbose ? "+" : ""}${pattern === undefined ? "" : ` ${pattern}`}`;
}
