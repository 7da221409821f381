import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import type { Catalog } from "../../src/catalog/types.ts";
import { loadFamilies } from "../../src/families.ts";
import { catalogInSandbox } from "../../src/sandbox/catalog-in-sandbox.ts";
import { createSandboxCloud } from "../../src/sandbox/cloud/create-sandbox-cloud.ts";
import { createSandboxCluster } from "../../src/sandbox/cluster/create-sandbox-cluster.ts";
import { preparePodcastDatabase } from "../../src/sandbox/podcast-database/prepare-podcast-database.ts";
import { createSandboxPrometheus } from "../../src/sandbox/prometheus/create-sandbox-prometheus.ts";
import { startSandboxRedis } from "../../src/sandbox/redis.ts";
import type { Message } from "../../src/sandbox/slack/state/types.ts";
import { impatient, openCompany, shippedCatalog, words } from "../stories/company.ts";
import { median, type Row, rounded } from "./row.ts";
import { withServer } from "./server.ts";

const rounds = 5;
/** A channel bears a message a second: who clicks sooner measures that. */
const betweenClicksMs = 1500;

/** A read as a runbook writes it, and the same as a child process. */
interface Step {
  readonly command: string;
  readonly program: string;
  readonly words: readonly string[];
}

/** Ten reads of a runbook from the click to the posted answer, beside the same ten as programs one after another. */
export async function diagnosing(): Promise<Row> {
  return withServer(async (server) => {
    const cluster = await createSandboxCluster();
    const prometheus = await createSandboxPrometheus({ now: Date.now, isBad: cluster.isBadDeploy });
    const redis = await startSandboxRedis();
    const cloud = await createSandboxCloud();
    const database = await preparePodcastDatabase(await server.createDatabase(), { now: new Date() });
    const directory = await mkdtemp(join(tmpdir(), "incident-bench-"));
    try {
      const all = await steps({
        cluster: cluster.url,
        database: database.url,
        redis: redis?.url,
        prometheus: prometheus.url,
        cloud: cloud.url,
      });
      await mkdir(join(directory, "podcast-analytics"));
      await writeFile(join(directory, "podcast-analytics", "bench.md"), runbookOf(all));
      const families = await loadFamilies({
        kubernetes: { kind: "server", url: cluster.url, token: cluster.token },
        awsEndpoint: cloud.url,
        lookUp: (variable) =>
          /REDIS/.test(variable) ? redis?.url : /DATABASE/.test(variable) ? database.url : credentials[variable],
        now: Date.now,
      });
      const addresses = { prometheus: prometheus.url, podcastApi: prometheus.url, wellApi: prometheus.url };
      const catalog = withCloud(catalogInSandbox(await shippedCatalog(), addresses));
      const company = await openCompany(
        await server.createDatabase(),
        "http",
        {},
        directory,
        impatient,
        families,
        catalog,
      );
      try {
        const clicked = await clickedMs(company, all.length);
        const oneByOne: number[] = [];
        for (let round = 0; round < rounds; round += 1) oneByOne.push(await processesMs(all));
        return row(all, median(clicked), median(oneByOne));
      } finally {
        await company.stop();
      }
    } finally {
      await Promise.all([cluster.close(), prometheus.close(), redis?.close(), cloud.close(), database.close()]);
      await rm(directory, { recursive: true, force: true });
    }
  });
}

function row(all: readonly Step[], clicked: number, oneByOne: number): Row {
  return {
    name: "diagnosing",
    measure: `${all.length} reads from the click to the posted answer, ÷ the same as programs one after another`,
    figures: {
      "click to answer ms": rounded(clicked),
      "programs one after another ms": rounded(oneByOne),
      "÷": rounded(clicked / oneByOne),
      "kinds of program": new Set(all.map(({ program }) => program)).size,
    },
    ratio: rounded(clicked / oneByOne),
    aim: "≤ 0.1",
    isMet: clicked / oneByOne <= 0.1,
  };
}

/** Any will do for the sandbox's cloud; the program looks for them in its environment, too. */
const credentials: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
  AWS_DEFAULT_REGION: "us-east-1",
};

/** One service with a cluster and a cloud, so that one runbook reads both. */
function withCloud(catalog: Catalog): Catalog {
  const cloud = catalog.services.find(({ key }) => key === "social-analytics")?.environments.production?.aws;
  const services = catalog.services.map((service) => {
    const { production } = service.environments;
    if (service.key !== "podcast-analytics" || !production) return service;
    return { ...service, environments: { ...service.environments, production: { ...production, aws: cloud } } };
  });
  return { ...catalog, services };
}

interface Addresses {
  readonly cluster: string;
  readonly database: string;
  readonly redis: string | undefined;
  readonly prometheus: string;
  readonly cloud: string;
}

/** Those whose program this machine has, again from the first until they are ten. */
async function steps({ cluster, database, redis, prometheus, cloud }: Addresses): Promise<readonly Step[]> {
  const kubectl = (...given: string[]): Step => ({
    command: `kubectl ${given.join(" ")} -n production`,
    program: "kubectl",
    words: ["--server", cluster, ...given, "-n", "production"],
  });
  const psql = (sql: string): Step => ({ command: `psql -c "${sql}"`, program: "psql", words: [database, "-c", sql] });
  const cli = (...given: string[]): Step => ({
    command: `redis-cli ${given.join(" ")}`,
    program: "redis-cli",
    words: ["-u", redis ?? "", ...given],
  });
  const aws = (...given: string[]): Step => ({
    command: `aws ${given.join(" ")}`,
    program: "aws",
    words: ["--endpoint-url", cloud, ...given],
  });
  const query = `${prometheus}/api/v1/query?query=up`;
  const known = [
    ...[kubectl("get", "pods"), kubectl("get", "events"), kubectl("top", "pods")],
    ...[psql("SELECT count(*) FROM pg_stat_activity;"), psql("SELECT pg_database_size(current_database());")],
    ...(redis ? [cli("info", "memory"), cli("slowlog", "get")] : []),
    { command: `curl -s ${query}`, program: "curl", words: ["-s", query] },
    aws("cloudwatch", "describe-alarms"),
    aws("logs", "describe-log-groups"),
  ];
  const here = await Promise.all(known.map(async (step) => ((await isHere(step.program)) ? [step] : [])));
  const found = here.flat();
  if (found.length === 0) throw new Error("none of kubectl, psql, redis-cli, aws and curl is on the PATH");
  return Array.from({ length: 10 }, (_, index) => found[index % found.length]).flatMap((step) => (step ? [step] : []));
}

const run = promisify(execFile);

const isHere = (program: string): Promise<boolean> =>
  run("which", [program]).then(
    () => true,
    () => false,
  );

const runbookOf = (all: readonly Step[]): string =>
  [
    "---\ntitle: Bench\nservice: podcast-analytics\n---\n# Bench\n\nSymptoms: bench\n\n## Look\n",
    ...all.map(({ command }, index) => `Step ${index + 1}:\n\n\`\`\`bash\n${command}\n\`\`\`\n`),
  ].join("\n");

async function clickedMs(company: Awaited<ReturnType<typeof openCompany>>, expected: number): Promise<number[]> {
  await company.say("ada", "declare P2 podcast-analytics bench");
  const channel = await company.channel("-bench");
  const card = await company.card(channel, /Run diagnostics/);
  const took: number[] = [];
  // The first click loads the clients, as it would once in the life of a process.
  for (let round = 0; round <= rounds; round += 1) {
    const isOver = () => channel.messages.filter((one) => isAnswer(one, expected)).length > round;
    await pause(betweenClicksMs);
    const began = performance.now();
    await company.slack.as("ada").click(card, "run-diagnostics");
    await company.slack.waitFor(() => (isOver() ? true : undefined), "the answer of a run", 60_000);
    if (round > 0) took.push(performance.now() - began);
  }
  return took;
}

const isAnswer = (message: Message, expected: number): boolean =>
  /"surface":"run-\d/.test(JSON.stringify(message.metadata ?? {})) && words(message).includes(`✅ ${expected} done`);

async function processesMs(all: readonly Step[]): Promise<number> {
  const began = performance.now();
  const env = { ...process.env, ...credentials };
  for (const { program, words: given } of all) await run(program, [...given], { env });
  return performance.now() - began;
}
