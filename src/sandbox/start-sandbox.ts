import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DestinationStream } from "pino";
import type { Catalog } from "../catalog/types.ts";
import type { LogLevel } from "../config.ts";
import { createLog } from "../log.ts";
import { createServices } from "../services.ts";
import { createPool } from "../store/pool.ts";
import { clockControl } from "./clock-control.ts";
import { createPager } from "./pager/create-pager.ts";
import { directoryOf, pagerPanel } from "./pager-in-sandbox.ts";
import { connectWebhooks, pagerSettings } from "./pager-settings.ts";
import { startEmbeddedPostgres } from "./postgres.ts";
import { createSlackWorkspace } from "./slack/create-slack-workspace.ts";
import { optionsFromManifest } from "./slack/options-from-manifest.ts";
import { tellStory } from "./story.ts";
import { startSandboxTargets } from "./targets-in-sandbox.ts";
import { createTimeMachine } from "./time-machine.ts";
import { userGroupsOf } from "./user-groups.ts";

export interface SandboxOptions {
  /** Of the page; 0 takes any free one. */
  readonly port: number;
  readonly catalog: Catalog;
  readonly shipped: { readonly manifestsDirectory: string; readonly runbooksDirectory: string };
  readonly logLevel: LogLevel;
  /** How many times faster the time of incidents runs at first. */
  readonly timeFactor?: number | undefined;
  /** A real cluster to be used instead of the sandbox's. */
  readonly kubeconfig?: string | undefined;
  readonly log: DestinationStream;
}

export interface Sandbox {
  readonly addresses: {
    readonly page: string;
    readonly slackApi: string;
    readonly database: string;
    /** What `audit verify` of this sandbox needs; it ends with it. */
    readonly auditKey: string;
  };
  readonly welcome: string;
  stop(): Promise<void>;
}

/** Everything the product needs, on this machine: a Postgres, a Slack workspace with a page, and the product itself in between. */
export async function startSandbox({
  port,
  catalog: written,
  shipped,
  logLevel,
  timeFactor = 1,
  kubeconfig,
  log,
}: SandboxOptions): Promise<Sandbox> {
  const postgres = await startEmbeddedPostgres();
  const time = createTimeMachine(timeFactor, Date.now);
  const now = () => Date.parse(time.now());
  const targets = await startSandboxTargets({
    catalog: written,
    databaseUrl: postgres.url,
    kubeconfig,
    now,
    timeFactor,
  });
  const { catalog } = targets;
  const auditKey = randomBytes(32).toString("hex");
  const panelPool = createPool(postgres.url, { log: createLog(logLevel, log), max: 1 });
  const pager = await createPager({ directory: directoryOf(catalog) });
  const slack = await createSlackWorkspace({
    // Just what the app asks for: what works here was granted there.
    ...optionsFromManifest(await readFile(join(shipped.manifestsDirectory, "slack-app.yaml"), "utf8")),
    port,
    teamName: "Sandbox",
    userGroups: userGroupsOf(catalog),
    panels: { "/panel/clock": clockControl(time, panelPool), "/panel/pager": pagerPanel(pager) },
  });
  const services = createServices(
    {
      slack: {
        botToken: slack.botToken,
        apiUrl: slack.apiUrl,
        delivery: { kind: "socket", appToken: slack.appToken },
      },
      ...pagerSettings(pager, catalog),
      databaseUrl: postgres.url,
      migrateDatabaseUrl: postgres.url,
      auditKey,
      logLevel,
      ...shipped,
    },
    catalog,
    log,
    { time },
    targets.families,
  );
  const { port: hooksPort } = await services.start();
  connectWebhooks(pager, hooksPort);
  await tellStory(slack);
  return {
    addresses: { page: slack.url, slackApi: slack.apiUrl, database: postgres.url, auditKey },
    welcome: welcome(slack.url),
    async stop() {
      await services.stop();
      await slack.stop();
      await pager.stop();
      await panelPool.end();
      await targets.close();
      await postgres.stop();
    },
  };
}

const welcome = (page: string): string => `
Incident Commander's sandbox is running. Nothing here reaches the outside.

  Open   ${page}
  Type   /incident declare P1 podcast-analytics API error rate at 37%

Ctrl-C ends it and leaves nothing behind.
`;
