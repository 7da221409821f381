import type { Config } from "../config.ts";
import { type Examination, examine } from "../store/examine.ts";
import { createPool, type Log } from "../store/pool.ts";
import { checkClock } from "./check-clock.ts";
import { type Finding, failed, ok, reasonOf } from "./finding.ts";

const oldestMajor = 14;
const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Reachable, new enough, migrated or able to be, and on time. */
export async function checkPostgres(
  { databaseUrl, migrateDatabaseUrl }: Pick<Config, "databaseUrl" | "migrateDatabaseUrl">,
  now: () => number,
): Promise<readonly Finding[]> {
  const beganMs = now();
  const found = await look(databaseUrl);
  if (typeof found === "string") {
    const remedy = "Check DATABASE_URL, that Postgres runs and takes connections from here, and its user and password.";
    return [failed("Postgres", found, remedy)];
  }
  const askedMs = (beganMs + now()) / 2;
  const owner = migrateDatabaseUrl === databaseUrl ? found : await look(migrateDatabaseUrl);
  return [
    checkVersion(found),
    checkMigrations(found, owner),
    checkPermissions(found),
    checkClock("clock against Postgres", found.nowMs, askedMs),
  ];
}

/** What is known of the database; a text when it could not be asked. */
async function look(url: string): Promise<Examination | string> {
  const pool = createPool(url, { log: quiet, max: 1, connectionTimeoutMs: 5000 });
  try {
    // The first question opens the connection: the time it takes is not the clock's.
    await pool.query("select 1");
    return await examine(pool);
  } catch (error) {
    return reasonOf(error);
  } finally {
    await pool.end();
  }
}

function checkVersion({ version, major }: Examination): Finding {
  if (major >= oldestMajor) return ok("Postgres", `version ${version}`);
  return failed("Postgres", `version ${version} is too old`, `Use Postgres ${oldestMajor} or newer.`);
}

function checkMigrations({ missingMigrations }: Examination, owner: Examination | string): Finding {
  const check = "database";
  if (missingMigrations.length === 0) return ok(check, "migrated");
  const said = `not migrated yet (${missingMigrations.join(", ")})`;
  if (typeof owner === "string") {
    return failed(check, `${said}, and MIGRATE_DATABASE_URL does not work: ${owner}`, "Check MIGRATE_DATABASE_URL.");
  }
  if (!owner.mayCreate) {
    const remedy = "Set MIGRATE_DATABASE_URL to a user who owns the database, then run incident-commander migrate.";
    return failed(check, `${said}, and this user may not create tables and schemas`, remedy);
  }
  return failed(check, said, "Run incident-commander migrate. Starting does it too.");
}

function checkPermissions({ forbidden }: Examination): Finding {
  const check = "database permissions";
  if (forbidden.length === 0) return ok(check, "reads and writes every table");
  const remedy = "Grant select, insert, update and delete on them to the user of DATABASE_URL.";
  return failed(check, `no access to ${forbidden.join(", ")}`, remedy);
}
