#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { faultText, readCatalog } from "./catalog/read-catalog.ts";
import type { Catalog } from "./catalog/types.ts";
import { type Config, readConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { readFiles } from "./read-files.ts";
import { createServices } from "./services.ts";
import { migrate } from "./store/migrate.ts";

const help = `incident-commander <command>

  start      listen to Slack and deliver what is owed; set up by the environment (see .env.example)
  sandbox    everything on this machine, with a page to try it in  [--port N] [--json] [--quiet]
  migrate    bring the database to the newest shape, and end
  help       this text
`;

/** What comes with the package, for those who have not written their own. */
const shipped = {
  manifestsDirectory: fileURLToPath(new URL("../manifests", import.meta.url)),
  runbooksDirectory: fileURLToPath(new URL("../runbooks", import.meta.url)),
};

await run(process.argv.slice(2));

async function run(words: readonly string[]): Promise<void> {
  const [command, ...rest] = words;
  switch (command) {
    case "start":
      return start();
    case "sandbox":
      return sandbox(rest);
    case "migrate":
      return migrateOnly();
    case undefined:
    case "help":
    case "--help":
    case "-h":
      process.stdout.write(help);
      return;
    default:
      fail([`There is no command “${command}”.`, help]);
  }
}

async function start(): Promise<void> {
  const config = configOrEnd();
  const services = createServices(config, await catalogOrEnd(config.manifestsDirectory), process.stdout);
  stopOnSignal(() => services.stop());
  await services.start();
}

async function sandbox(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: { port: { type: "string" }, json: { type: "boolean" }, quiet: { type: "boolean" } },
  });
  const port = Number(values.port ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    return fail([`--port is a whole number from 0 to 65535, not “${values.port}”.`]);
  const { startSandbox } = await import("./sandbox/start-sandbox.ts");
  const running = await startSandbox({
    port,
    catalog: await catalogOrEnd(shipped.manifestsDirectory),
    shipped,
    logLevel: values.quiet ? "silent" : "warn",
    log: process.stderr,
  });
  stopOnSignal(running.stop);
  if (values.json) process.stdout.write(`${JSON.stringify(running.addresses)}\n`);
  else if (!values.quiet) process.stdout.write(running.welcome);
}

async function migrateOnly(): Promise<void> {
  const config = configOrEnd();
  const applied = await migrate(config.migrateDatabaseUrl, createLog(config.logLevel, process.stderr));
  process.stdout.write(applied.length > 0 ? `Applied ${applied.join(", ")}.\n` : "The database is up to date.\n");
}

function configOrEnd(): Config {
  const result = readConfig(process.env, shipped);
  if (result.kind === "config") return result.config;
  return fail(["The environment is not complete:", ...result.faults.map((fault) => `  ${fault}`), "See .env.example."]);
}

async function catalogOrEnd(directory: string): Promise<Catalog> {
  const result = readCatalog(await readFiles(directory, [".yaml", ".yml"]));
  if (result.kind === "catalog") return result.catalog;
  return fail([`The catalog in ${directory} has faults:`, ...result.faults.map((fault) => `  ${faultText(fault)}`)]);
}

function fail(lines: readonly string[]): never {
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exit(1);
}

function stopOnSignal(stop: () => Promise<void>): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        (error: unknown) => fail([`Stopping failed: ${error instanceof Error ? error.message : String(error)}`]),
      );
    });
  }
}
