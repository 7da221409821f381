import { randomUUID } from "node:crypto";
import { createSlackClient } from "../../src/clients/slack.ts";
import { createHandle, type Handle } from "../../src/handle.ts";
import type { Incident } from "../../src/incident/incident.ts";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { createShelf } from "../../src/shelf.ts";
import { createSlackApp } from "../../src/slack/app.ts";
import { listIncidents } from "../../src/store/list-incidents.ts";
import type { Pool } from "../../src/store/pool.ts";
import { quiet } from "../quiet.ts";
import { catalog } from "./incidents.ts";

export interface RunningApp {
  readonly workspace: SlackWorkspace;
  readonly handle: Handle;
  /** Errors that were logged as bugs. */
  readonly bugs: readonly object[];
  /** Types `/incident …` and resolves to what the person alone is answered. */
  say(person: string, text: string, channel?: string): Promise<string>;
  /** Newest first; with the private ones of Ada. */
  incidents(): Promise<readonly Incident[]>;
  /** A declared incident whose channel is #web-analytics. */
  declared(): Promise<Incident>;
  stop(): Promise<void>;
}

/** The product's Slack side on a real store, in front of a strict workspace; nothing is delivered. */
export async function runApp(pool: Pool, kind: "http" | "socket", broken?: Handle): Promise<RunningApp> {
  const workspace = await createSlackWorkspace();
  const { botToken, apiUrl, signingSecret, appToken } = workspace;
  const bugs: object[] = [];
  const log = { ...quiet, error: (details: object) => bugs.push(details) };
  const handle = createHandle({ pool, catalog: () => catalog, newId: randomUUID, log });
  const delivery = kind === "http" ? ({ kind, signingSecret } as const) : ({ kind, appToken } as const);
  const app = createSlackApp({
    config: { slack: { botToken, apiUrl, delivery }, port: 0 },
    handle: broken ?? handle,
    pool,
    catalog: () => catalog,
    runbooks: createShelf("", () => catalog),
    slack: createSlackClient({ token: botToken, apiUrl, log }),
    log,
  });
  const { port } = await app.start();
  if (port !== undefined) workspace.deliverTo({ kind: "http", url: `http://127.0.0.1:${port}` });
  const incidents = () =>
    listIncidents(pool, { viewer: `${workspace.teamId}/U0ADA00001`, filter: { status: "all" }, limit: 100 });
  return {
    workspace,
    handle,
    bugs,
    incidents,
    async say(person, text, channel = "general") {
      const outcome = await workspace.as(person).command("/incident", text, { channel });
      if (outcome.kind === "acked") return outcome.message ? shown(outcome.message) : "";
      return outcome.kind;
    },
    async declared() {
      const by = `${workspace.teamId}/U0ADA00001`;
      const declare = { title: "API down", service: "web-analytics", severity: "P1", isDrill: false, isPrivate: false };
      const outcome = await handle({ kind: "declare", by, ...declare });
      if (outcome.kind !== "done") throw new Error("the declaration was refused");
      const channel = { id: workspace.channelByName("web-analytics")?.id ?? "", name: "web-analytics" };
      const opened = await handle({ kind: "record-channel", incident: outcome.incident.id, channel });
      if (opened.kind !== "done") throw new Error("the channel was not recorded");
      return opened.incident;
    },
    async stop() {
      await app.stop();
      await workspace.stop();
      await pool.query("truncate incidents, inbox cascade");
    },
  };
}

/** Every word of a message, blocks included. */
export function shown(message: { readonly text: string; readonly blocks: readonly unknown[] }): string {
  return `${message.text}\n${JSON.stringify(message.blocks)}`;
}
