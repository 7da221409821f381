#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { faultText, readCatalog } from "./catalog/read-catalog.ts";
import type { Catalog } from "./catalog/types.ts";
import { type Config, readAuditConfig, readConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { readFiles, readNamed } from "./read-files.ts";

const help = `incident-commander <command>

  start      listen to Slack and deliver what is owed; set up by the environment (see .env.example)
  sandbox    everything on this machine, with a page to try it in  [--port N] [--time-factor N] [--json] [--quiet]
  migrate    bring the database to the newest shape, and end
  runbook check PATH…    every command of these runbooks: what it does and how risky it is, or why it stays with a person;
                         ends with 1 if there is anything to mend  [--json]
  explain '<command>' --service S    what a command would do there, without doing it
                         [--environment E] [--value name=text]… [--json]
  doctor     look at tokens, scopes, database, clocks and files before the first incident; ends with 1 if something is amiss
                         [--json]
  audit verify    whether the audit of changes is as it was written; names what is not, and ends with 1
                         [--head H, as it was published] [--json]
  audit export    the audit as lines of JSON
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
    case "runbook":
      return rest[0] === "check" ? check(rest.slice(1)) : fail(["What to do with runbooks?", help]);
    case "explain":
      return explain(rest);
    case "doctor":
      return doctor(rest);
    case "audit":
      return audit(rest);
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
  const { createServices } = await import("./services.ts");
  const { loadFamilies } = await import("./families.ts");
  const lookUp = (variable: string) => config.secretOf?.(variable);
  const kubernetes = config.kubeconfig === undefined ? undefined : ({ kind: "file", path: config.kubeconfig } as const);
  const families = () => loadFamilies({ kubernetes, awsEndpoint: config.awsEndpoint, lookUp, now: Date.now });
  const catalog = await catalogOrEnd(config.manifestsDirectory);
  const services = createServices(config, catalog, process.stdout, {}, families);
  stopOnSignal(() => services.stop());
  await services.start();
}

async function sandbox(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      port: { type: "string" },
      "time-factor": { type: "string" },
      json: { type: "boolean" },
      quiet: { type: "boolean" },
    },
  });
  const port = Number(values.port ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    return fail([`--port is a whole number from 0 to 65535, not “${values.port}”.`]);
  const timeFactor = Number(values["time-factor"] ?? 1);
  if (!(timeFactor >= 1 && timeFactor <= 3600))
    return fail([`--time-factor is a number from 1 to 3600, not “${values["time-factor"]}”.`]);
  const { startSandbox } = await import("./sandbox/start-sandbox.ts");
  const running = await startSandbox({
    port,
    catalog: await catalogOrEnd(shipped.manifestsDirectory),
    shipped,
    timeFactor,
    kubeconfig: process.env.KUBECONFIG,
    logLevel: values.quiet ? "silent" : "warn",
    log: process.stderr,
  });
  stopOnSignal(running.stop);
  if (values.json) process.stdout.write(`${JSON.stringify(running.addresses)}\n`);
  else if (!values.quiet) process.stdout.write(running.welcome);
}

async function doctor(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...words], options: { json: { type: "boolean" } } });
  const { diagnose } = await import("./doctor/diagnose.ts");
  const { isHealthy, report } = await import("./doctor/report.ts");
  const findings = await diagnose(readConfig(process.env, shipped), Date.now);
  const isWell = isHealthy(findings);
  process.stdout.write(values.json ? `${JSON.stringify({ ok: isWell, findings })}\n` : report(findings));
  process.exitCode = isWell ? 0 : 1;
}

async function audit(words: readonly string[]): Promise<void> {
  const { values, positionals } = parse(words, { head: { type: "string" }, json: { type: "boolean" } });
  const [act, ...more] = positionals;
  if ((act !== "verify" && act !== "export") || more.length > 0) return fail(["Verify or export the audit?", help]);
  const config = readAuditConfig(process.env);
  if (config.kind === "faults") return fail(["The audit needs its database and its key:", ...config.faults]);
  const { exportAudit, renderAudit, verifyAudit } = await import("./audit.ts");
  const log = createLog("silent", process.stderr);
  if (act === "export") return exportAudit(config.databaseUrl, log, process.stdout);
  const report = await verifyAudit(config, log, values.head);
  if (report.kind === "refused") return fail([report.reason]);
  process.stdout.write(`${values.json ? JSON.stringify(report.found) : renderAudit(report.found)}\n`);
  process.exitCode = report.found.ok ? 0 : 1;
}

async function migrateOnly(): Promise<void> {
  const config = configOrEnd();
  const { migrate } = await import("./store/migrate.ts");
  const applied = await migrate(config.migrateDatabaseUrl, createLog(config.logLevel, process.stderr));
  process.stdout.write(applied.length > 0 ? `Applied ${applied.join(", ")}.\n` : "The database is up to date.\n");
}

async function check(words: readonly string[]): Promise<void> {
  const { values, positionals } = parse(words, { json: { type: "boolean" } });
  if (positionals.length === 0) return fail(["Name the files or directories to check.", help]);
  const named = await readNamed(positionals, [".md", ".markdown"]);
  if (named.kind === "missing") return fail([`${named.path}: ${named.reason}`]);
  const { files } = named;
  const catalog = await catalogOrEnd(process.env.MANIFESTS_DIR || shipped.manifestsDirectory);
  const { checkRunbooks } = await import("./runbook/check-runbooks.ts");
  const { renderCheck } = await import("./runbook/render-check.ts");
  const report = checkRunbooks(files, {
    catalog,
    today: new Date().toISOString().slice(0, 10),
    onFile: (done) => {
      if (done % 100 === 0) process.stderr.write(`${done} of ${files.length} runbooks checked\n`);
    },
  });
  process.stdout.write(`${values.json ? JSON.stringify(report) : renderCheck(report)}\n`);
  process.exitCode = report.problems.length > 0 ? 1 : 0;
}

async function explain(words: readonly string[]): Promise<void> {
  const { values, positionals } = parse(words, {
    service: { type: "string" },
    environment: { type: "string" },
    value: { type: "string", multiple: true },
    json: { type: "boolean" },
  });
  const [text, ...more] = positionals;
  if (!text || more.length > 0) return fail(["Give the command as one word, in single quotes.", help]);
  if (!values.service) return fail(["Say of which service: --service S.", help]);
  const catalog = await catalogOrEnd(process.env.MANIFESTS_DIR || shipped.manifestsDirectory);
  const { explainCommand } = await import("./runbook/explain-command.ts");
  const { renderExplanation } = await import("./runbook/render-explanation.ts");
  const { service, environment, value = [] } = values;
  const now = new Date().toISOString();
  const explained = explainCommand(text, { service, environment, catalog, values: new Map(value.map(pair)), now });
  if (explained.kind === "refused") return fail([`This cannot be explained: ${explained.reason}.`]);
  const { explanation } = explained;
  process.stdout.write(`${values.json ? JSON.stringify(explanation) : renderExplanation(explanation)}\n`);
}

/** `name=text` → its two sides. */
function pair(written: string): readonly [string, string] {
  const at = written.indexOf("=");
  return at > 0 ? [written.slice(0, at), written.slice(at + 1)] : fail([`--value is name=text, not “${written}”.`]);
}

function parse<O extends NonNullable<ParseArgsConfig["options"]>>(words: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    return fail([error instanceof Error ? error.message : String(error), help]);
  }
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
