import type pg from "pg";
import { quotedIdentifier } from "./statement.ts";

/**
 * Takes the role of the owner of a relation for the rest of the session, where the bot's own may and does not hold its rights anyhow:
 * nobody else makes or drops an index. `relation` is a name as SQL writes it; one that is not there changes nothing.
 */
export async function actAsOwner(client: pg.ClientBase, relation: string): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    `select pg_get_userbyid(c.relowner) as owner from pg_class c where c.oid = to_regclass($1)
       and pg_has_role(c.relowner, 'MEMBER') and not pg_has_role(c.relowner, 'USAGE')`,
    [relation],
  );
  const [found] = rows;
  if (found) await client.query(`set role ${quotedIdentifier(found.owner)}`);
}
