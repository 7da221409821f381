import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DestinationStream } from "pino";
import type { Catalog } from "../catalog/types.ts";
import type { LogLevel } from "../config.ts";
import { createServices } from "../services.ts";
import { startEmbeddedPostgres } from "./postgres.ts";
import { createSlackWorkspace } from "./slack/create-slack-workspace.ts";
import { optionsFromManifest } from "./slack/options-from-manifest.ts";
import { tellStory } from "./story.ts";
import { userGroupsOf } from "./user-groups.ts";

export interface SandboxOptions {
  /** Of the page; 0 takes any free one. */
  readonly port: number;
  readonly catalog: Catalog;
  readonly shipped: { readonly manifestsDirectory: string; readonly runbooksDirectory: string };
  readonly logLevel: LogLevel;
  readonly log: DestinationStream;
}

export interface Sandbox {
  readonly addresses: { readonly page: string; readonly slackApi: string; readonly database: string };
  readonly welcome: string;
  stop(): Promise<void>;
}

/** Everything the product needs, on this machine: a Postgres, a Slack workspace with a page, and the product itself in between. */
export async function startSandbox({ port, catalog, shipped, logLevel, log }: SandboxOptions): Promise<Sandbox> {
  const postgres = await startEmbeddedPostgres();
  const slack = await createSlackWorkspace({
    // Just what the app asks for: what works here was granted there.
    ...optionsFromManifest(await readFile(join(shipped.manifestsDirectory, "slack-app.yaml"), "utf8")),
    port,
    teamName: "Sandbox",
    userGroups: userGroupsOf(catalog),
  });
  const services = createServices(
    {
      slack: {
        botToken: slack.botToken,
        apiUrl: slack.apiUrl,
        delivery: { kind: "socket", appToken: slack.appToken },
      },
      databaseUrl: postgres.url,
      migrateDatabaseUrl: postgres.url,
      logLevel,
      ...shipped,
    },
    catalog,
    log,
  );
  await services.start();
  await tellStory(slack);
  return {
    addresses: { page: slack.url, slackApi: slack.apiUrl, database: postgres.url },
    welcome: welcome(slack.url),
    async stop() {
      await services.stop();
      await slack.stop();
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
