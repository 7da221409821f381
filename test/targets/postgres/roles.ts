import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { withDatabase } from "../../database.ts";
import { type AtDatabase, atDatabase } from "./postgres-family.ts";

/** The roles as they are shipped. */
export const rolesFile = readFileSync(join(import.meta.dirname, "../../../manifests/postgres/roles.sql"), "utf8");

const owner = "shop_owner_of_roles_test";
const app = "shop_app_of_roles_test";
export const botRoles = ["incident_reader", "incident_changer"] as const;

/** A hardened database with the tables that the file names and the roles, given twice, from before the first test of a file on. */
export function withRoles() {
  const database = withDatabase();
  const opened: { close(): Promise<unknown> }[] = [];
  const urlOf = (role: string): string => {
    const url = new URL(database.url);
    url.username = role;
    url.password = "hunter2";
    return url.href;
  };
  const ask = async (sql: string): Promise<readonly string[]> => {
    const { rows } = await database.pool.query<{ what: string }>(sql);
    return (rows ?? []).map(({ what }) => what);
  };

  beforeAll(async () => {
    const name = new URL(database.url).pathname.slice(1);
    await ask(`
      create role ${owner}; create role ${app} login password 'hunter2';
      create table processing_jobs (id serial primary key, status text);
      create table email_sending_jobs (id int primary key);
      create table email_send_history (id serial primary key, status text);
      create table salaries (amount int);
      grant create, usage on schema public to ${owner};
      alter table processing_jobs owner to ${owner}; alter table email_sending_jobs owner to ${owner};
      alter table email_send_history owner to ${owner}; alter table salaries owner to ${owner};
      revoke all on schema public from public;
      revoke connect on database ${name} from public; grant connect on database ${name} to ${app}`);
    await ask(rolesFile);
    await ask(rolesFile);
    for (const role of botRoles) await ask(`alter role ${role} password 'hunter2'`);
  });
  beforeEach(async () => {
    for (const name of ["processing_jobs", "email_send_history"]) {
      await ask(`insert into ${name} select n, 'failed' from generate_series(1, 5) n on conflict do nothing`);
      await ask(`select setval('${name}_id_seq', (select max(id) from ${name}))`);
    }
  });
  afterAll(async () => {
    await Promise.all(opened.map((one) => one.close().catch(() => {})));
    const roles = [...botRoles, app, owner].join(", ");
    await ask(`drop owned by ${roles} cascade; drop role ${roles}`);
  });

  return {
    ask,
    as(role: string, changesAs?: string): AtDatabase {
      const family = atDatabase(() => urlOf(role), changesAs ? { changeUrl: () => urlOf(changesAs) } : {});
      opened.push(family);
      return family;
    },
    /** A query of the application that never ends. */
    async busy(): Promise<void> {
      const client = new pg.Client({ connectionString: urlOf(app), application_name: "leaking" });
      client.on("error", () => {});
      opened.push({ close: () => client.end() });
      await client.connect();
      void client.query("select pg_sleep(600)").catch(() => {});
    },
    /** Everything a role was given in this database, memberships included. */
    given: (role: string) =>
      ask(`select r.rolname as what from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member = '${role}'::regrole
        union select a.privilege_type || ' ON ' || c.relname from pg_class c, aclexplode(c.relacl) a where a.grantee = '${role}'::regrole
        union select a.privilege_type || ' ON SCHEMA ' || n.nspname from pg_namespace n, aclexplode(n.nspacl) a
          where a.grantee = '${role}'::regrole
        union select a.privilege_type || ' ON DATABASE ' || d.datname from pg_database d, aclexplode(d.datacl) a
          where d.datname = current_database() and a.grantee = '${role}'::regrole order by 1`),
  };
}

export interface Act {
  readonly operation: string;
  readonly sql: string;
  readonly needs: readonly string[];
}

const looks = ["CONNECT", "USAGE ON SCHEMA public"];
const tables = ["processing_jobs", "email_sending_jobs", "email_send_history"];
const query = (sql: string, ...needs: readonly string[]): Act => ({
  operation: "postgres.query",
  sql,
  needs: [...looks, ...needs],
});

/** What each operation needs; together that is what the file gives. */
export const reads: readonly Act[] = [
  query("SELECT pid, query FROM pg_stat_activity", "pg_monitor"),
  query("SELECT pg_database_size(current_database())"),
  ...tables.map((name) => query(`SELECT count(*) FROM ${name}`, `SELECT ON ${name}`)),
];
export const changes: readonly Act[] = [
  ...["cancel", "terminate"].map((act) => ({
    operation: `postgres.${act}-backends`,
    sql: sessions(`pg_${act}_backend`),
    needs: ["pg_monitor", "pg_signal_backend"],
  })),
  ...["processing_jobs", "email_send_history"].flatMap((name) => [
    {
      operation: "postgres.update",
      sql: `UPDATE ${name} SET status = 'queued' WHERE id <= 5`,
      needs: [`SELECT ON ${name}`, `UPDATE ON ${name}`],
    },
    {
      operation: "postgres.delete",
      sql: `DELETE FROM ${name} WHERE id <= 5`,
      needs: [`SELECT ON ${name}`, `DELETE ON ${name}`],
    },
    {
      operation: "postgres.insert",
      sql: `INSERT INTO ${name} (status) VALUES ('queued')`,
      needs: [`INSERT ON ${name}`, `USAGE ON ${name}_id_seq`],
    },
  ]),
  {
    operation: "postgres.vacuum",
    sql: `VACUUM ANALYZE ${tables.join(", ")}`,
    needs: tables.map((name) => `MAINTAIN ON ${name}`),
  },
  { operation: "postgres.analyze", sql: "ANALYZE processing_jobs", needs: ["MAINTAIN ON processing_jobs"] },
  {
    operation: "postgres.reindex",
    sql: "REINDEX TABLE CONCURRENTLY processing_jobs",
    needs: ["MAINTAIN ON processing_jobs"],
  },
  {
    operation: "postgres.create-index",
    sql: "CREATE INDEX CONCURRENTLY idx_status ON processing_jobs(status)",
    needs: [owner],
  },
];

export function sessions(act: string): string {
  return `SELECT ${act}(pid) FROM pg_stat_activity WHERE application_name = 'leaking' AND state = 'active'`;
}

/** What acts need, each once, sorted. */
export function needsOf(acts: readonly Act[]): readonly string[] {
  return [...new Set(acts.flatMap(({ needs }) => needs))].sort();
}
