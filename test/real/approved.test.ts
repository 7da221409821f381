import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ECS } from "@aws-sdk/client-ecs";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Catalog } from "../../src/catalog/types.ts";
import { loadFamilies } from "../../src/families.ts";
import type { Channel, Message } from "../../src/sandbox/slack/state/types.ts";
import { withDatabase } from "../database.ts";
import { type Company, impatient, openCompany, shippedCatalog, words } from "../stories/company.ts";
import { blockOf } from "../stories/run-company.ts";
import { keys } from "../targets/aws/cloud.ts";
import { missingCluster } from "../targets/kubernetes-change/real-cluster.ts";
import { deployment } from "../targets/kubernetes-change/workloads.ts";
import { hasRedis, withRedisServer } from "../targets/redis/redis-server.ts";
import { makeCloud } from "./aws-fixture.ts";
import { boundBot } from "./bound-bot.ts";

const endpoint = process.env.AWS_ENDPOINT_URL ?? "";
const isEmulator = await fetch(`${endpoint}/moto-api/reset`, { method: "POST" }).then(
  ({ ok }) => ok,
  () => false,
);
const missing = [
  ...(missingCluster ? [missingCluster] : []),
  ...(isEmulator ? [] : ["AWS_ENDPOINT_URL names no emulator that may be filled and emptied"]),
  ...(hasRedis ? [] : ["redis-server is not in PATH"]),
].join("; ");

const namespace = `approved-${Date.now().toString(36)}`;

/** What is asked for, in the order of the runbook. */
const commands = [
  "kubectl scale deployment/api --replicas=3",
  "kubectl set image deployment/api api=api:9",
  "kubectl rollout undo deployment/api",
  "kubectl label deployment/api team=podcasts",
  `psql -c "UPDATE jobs SET status = 'queued' WHERE id <= 3"`,
  "redis-cli CONFIG SET maxmemory 100mb",
  "aws ecs update-service --cluster c --service api --desired-count 3",
] as const;

const runbook = ["---\ntitle: Change things\nservice: podcast-analytics\n---\n# Change things\n"]
  .concat(commands.map((command, at) => `Change ${at + 1}:\n\n\`\`\`bash\n${command}\n\`\`\`\n`))
  .join("\n");

describe.skipIf(missing)(`asked for, approved, run, verified and undone in Slack${missing && `: ${missing}`}`, () => {
  const database = withDatabase();
  const shop = withDatabase();
  const redis = withRedisServer();
  const cluster = boundBot(namespace);
  let company: Company;
  let channel: Channel;
  let directory: string;

  beforeAll(async () => {
    await Promise.all([cluster.open(), makeCloud(endpoint)]);
    await cluster.apply(deployment("api", "api:1"));
    for (const image of ["api:1", "api:2"]) {
      await cluster.kubectl("set", "image", "deploy/api", `api=${image}`);
      await cluster.kubectl("rollout", "status", "deploy/api", "--timeout=60s");
    }
    await shop.pool.query("create table jobs (id int primary key, status text)");
    await shop.pool.query("insert into jobs select n, 'failed' from generate_series(1, 5) n");
    directory = await mkdtemp(join(tmpdir(), "incident-approved-"));
    await mkdir(join(directory, "podcast-analytics"));
    await writeFile(join(directory, "podcast-analytics", "change.md"), runbook);
    const urls: Readonly<Record<string, string>> = {
      PODCAST_ANALYTICS_DATABASE_URL: shop.url,
      PODCAST_ANALYTICS_REDIS_URL: redis.url,
    };
    const families = await loadFamilies({
      kubernetes: { kind: "file", path: process.env.KUBECONFIG ?? "" },
      awsEndpoint: endpoint,
      lookUp: (name) => urls[name] ?? keys[name],
      now: Date.now,
    });
    const catalog = atTheseParts(await shippedCatalog(), new URL(shop.url).pathname.slice(1));
    company = await openCompany(database.url, "http", {}, directory, impatient, families, catalog);
    await company.say("ada", "declare P1 podcast-analytics Uploads fail");
    channel = await company.channel("-uploads-fail");
    await company.card(channel, /Take the lead/);
    company.slack.bringIn("chioma", channel.name);
    await company.say("ada", "run change things", channel.name);
  });
  afterAll(async () => {
    await company?.stop();
    await cluster.close();
    await rm(directory, { recursive: true, force: true });
  });

  const shown = (tag: string, text: RegExp, from = 0): Promise<Message> =>
    company.slack.waitFor(
      () =>
        channel.messages
          .filter((one) => JSON.stringify(one.metadata ?? {}).includes(tag))
          .slice(from)
          .find((one) => text.test(words(one))),
      `a message that says ${text}`,
      60_000,
    );
  const requests = () =>
    channel.messages.filter((one) => JSON.stringify(one.metadata ?? {}).includes('"request-')).length;

  /** Presses a button of Ada's, says why, lets Chioma approve, and resolves to the card once it is verified. */
  async function agreed(message: Message, action: string, options?: { readonly blockId: string }): Promise<Message> {
    const before = requests();
    await company.slack.as("ada").click(message, action, options);
    const form = await company.slack.waitFor(() => company.slack.modalOf("ada"), "a form", 15_000);
    expect(await company.slack.as("ada").submit(form, { reason: "It helps" })).toEqual({ kind: "closed" });
    const card = await shown('"request-', /Approval needed/, before);
    await company.slack.as("chioma").click(card, "approve");
    return shown('"request-', /Done.*Verified/s, before);
  }

  /** What each of the commands changes, as somebody else reads it. */
  const kubectl = (path: string) => () => cluster.kubectl("get", "deploy/api", "-o", `jsonpath={${path}}`);
  const states: readonly (() => Promise<string>)[] = [
    kubectl(".spec.replicas"),
    kubectl(".spec.template.spec.containers[0].image"),
    kubectl(".spec.template.spec.containers[0].image"),
    kubectl(".metadata.labels"),
    async () => {
      const client = new pg.Client(shop.url);
      await client.connect();
      const { rows } = await client.query("select status from jobs order by id");
      await client.end();
      return JSON.stringify(rows);
    },
    async () => {
      const client = new Redis(redis.url);
      const answer = await client.config("GET", "maxmemory");
      client.disconnect();
      return String(answer);
    },
    async () => {
      const credentials = { accessKeyId: "test", secretAccessKey: "test" };
      const ecs = new ECS({ region: "us-east-1", endpoint, credentials });
      const { services } = await ecs.describeServices({ cluster: "c", services: ["api"] });
      return String(services?.[0]?.desiredCount);
    },
  ];

  test.each(commands.map((command, at) => [command, at] as const))("%s", { timeout: 240_000 }, async (command, at) => {
    const state = states[at];
    if (!state) throw new Error("nothing reads what this changes");
    const before = await state();
    const list = await shown('"runbook-', /Change 1/);
    const done = await agreed(list, "ask-for-step", { blockId: blockOf(list, at + 1) });
    expect(await state()).not.toBe(before);
    // Of rows nobody keeps what they held before.
    if (command.includes("UPDATE")) return expect(words(done)).not.toContain("Undo");
    await agreed(done, "undo-change");
    expect(await state()).toBe(before);
  });
});

/** The shipped catalog with the parts at hand, and nothing else to read back. */
function atTheseParts(catalog: Catalog, database: string): Catalog {
  const services = catalog.services.map((service) => {
    const { production } = service.environments;
    if (service.key !== "podcast-analytics" || !production?.kubernetes || !production.postgres || !production.aws)
      return service;
    const here = {
      ...production,
      kubernetes: { ...production.kubernetes, namespace, context: "bot" },
      postgres: { ...production.postgres, database },
      aws: { ...production.aws, region: "us-east-1", cluster: "c" },
      healthChecks: [],
      prometheus: undefined,
      hosts: {},
    };
    return { ...service, environments: { production: here } };
  });
  return { ...catalog, services };
}
