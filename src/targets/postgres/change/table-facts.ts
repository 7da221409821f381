import type pg from "pg";
import { quotedName, type Relation } from "./statement.ts";

export interface TableFacts {
  readonly oid: string;
  /** What touching its rows sets off elsewhere. */
  readonly warnings: readonly string[];
}

/** What an approver should know of a table whose rows are changed; undefined when it is not there. */
export async function tableFacts(
  client: pg.ClientBase,
  table: Relation,
  act: "update" | "delete",
): Promise<TableFacts | undefined> {
  const { rows } = await client.query<{ oid: string | null; triggers: string[]; cascades: string[] }>(
    `select c.oid::text,
       array(select t.tgname::text from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal order by 1) as triggers,
       array(select distinct k.conrelid::regclass::text from pg_constraint k
         where k.confrelid = c.oid and k.contype = 'f' and k.confdeltype in ('c', 'n', 'd') order by 1) as cascades
     from pg_class c where c.oid = to_regclass($1)`,
    [quotedName(table)],
  );
  const [found] = rows;
  if (!found?.oid) return undefined;
  return {
    oid: found.oid,
    warnings: [
      ...(found.triggers.length > 0 ? [`Triggers of the table run too: ${found.triggers.join(", ")}.`] : []),
      ...(act === "delete" && found.cascades.length > 0
        ? [`Rows of ${found.cascades.join(", ")} that refer to it are deleted or changed too.`]
        : []),
    ],
  };
}
