import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readCatalog } from "../../src/catalog/read-catalog.ts";
import type { Catalog } from "../../src/catalog/types.ts";
import { readFiles } from "../../src/read-files.ts";
import { createPager, type LocalPager, type PagerOptions } from "../../src/sandbox/pager/create-pager.ts";
import { directoryOf } from "../../src/sandbox/pager-in-sandbox.ts";
import { connectWebhooks, pagerSettings } from "../../src/sandbox/pager-settings.ts";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { optionsFromManifest } from "../../src/sandbox/slack/options-from-manifest.ts";
import type { Channel, Message } from "../../src/sandbox/slack/state/types.ts";
import { userGroupsOf } from "../../src/sandbox/user-groups.ts";
import { createServices, type Pace, type Services } from "../../src/services.ts";
import type { Family } from "../../src/targets/target.ts";

export const manifests = fileURLToPath(new URL("../../manifests", import.meta.url));

export async function shippedCatalog(): Promise<Catalog> {
  const read = readCatalog(await readFiles(manifests, [".yaml"]));
  if (read.kind === "catalog") return read.catalog;
  throw new Error(JSON.stringify(read.faults));
}

/** A company with a strict Slack, and the whole product in it, on the database given. */
export interface Company {
  readonly slack: SlackWorkspace;
  /** Its pager, whose webhooks come here. */
  readonly pager: LocalPager;
  /** Resolves once this is so of the pager. */
  untilPager(what: string, isSo: () => boolean): Promise<boolean>;
  /** Types `/incident …` and resolves to every word that the person alone is answered. */
  say(person: string, text: string, channel?: string): Promise<string>;
  /** The incident channel whose name ends so, once it is there. */
  channel(ending: string): Promise<Channel>;
  /** Every word of the card in an incident channel once it holds these, and no longer those. */
  card(channel: Channel, shown: RegExp, gone?: RegExp): Promise<Message>;
  /** The same of the announcement of that incident in #incidents. */
  announcement(title: string, shown: RegExp): Promise<Message>;
  /** Every event line that has been posted into the channel. */
  lines(channel: Channel): readonly string[];
  /** How often a method was called, and did something. */
  count(method: string): number;
  readonly services: Services;
  /** Of the product's own HTTP server, over HTTP. */
  readonly address: string;
  stop(): Promise<void>;
}

export const auditKey = "the key that seals the audit of stories";

export const impatient = { pollIntervalMs: 50, heartbeatMs: 200 };

export async function openCompany(
  databaseUrl: string,
  kind: "http" | "socket" = "socket",
  // `token` is what the product has, right or wrong.
  { token, ...pagerOptions }: PagerOptions = {},
  runbooksDirectory = "",
  pace: Pace = impatient,
  families: readonly Family[] = [],
  given?: Catalog,
  // Takes every line of its log, down to the finest.
  logged?: string[],
): Promise<Company> {
  const catalog = given ?? (await shippedCatalog());
  const slack = await createSlackWorkspace({ ...(await asTheManifestAsks()), userGroups: userGroupsOf(catalog) });
  const pager = await createPager({ directory: directoryOf(catalog), ...pagerOptions });
  const { botToken, apiUrl, appToken, signingSecret } = slack;
  const delivery = kind === "http" ? ({ kind, signingSecret } as const) : ({ kind, appToken } as const);
  const services = createServices(
    {
      slack: { botToken, apiUrl, delivery },
      ...pagerSettings({ ...pager, ...(token === undefined ? {} : { token }) }, catalog),
      databaseUrl,
      migrateDatabaseUrl: databaseUrl,
      port: kind === "http" ? 0 : undefined,
      logLevel: logged ? "trace" : "silent",
      auditKey,
      manifestsDirectory: manifests,
      runbooksDirectory,
    },
    catalog,
    { write: (line) => void logged?.push(line) },
    pace,
    async () => families,
  );
  const { port } = await services.start();
  connectWebhooks(pager, port);
  if (kind === "http") slack.deliverTo({ kind: "http", url: `http://127.0.0.1:${port}` });
  return {
    slack,
    pager,
    untilPager: (what, isSo) => pager.waitFor(what, () => (isSo() ? true : undefined), 45_000),
    services,
    address: `http://127.0.0.1:${port}`,
    ...whatIsShown(slack),
    async stop() {
      await services.stop();
      await slack.stop();
      await pager.stop();
    },
  };
}

/** A workspace that grants and sends just what the app manifest asks for. */
export async function asTheManifestAsks() {
  return optionsFromManifest(await readFile(join(manifests, "slack-app.yaml"), "utf8"));
}

/** Looks at a workspace, whoever runs in it. */
export function whatIsShown(slack: SlackWorkspace) {
  const tagged = (channel: Channel, surface: string): Message | undefined =>
    channel.messages.find((message) => JSON.stringify(message.metadata ?? {}).includes(`"surface":"${surface}"`));
  const patienceMs = 15_000;
  return {
    async say(person: string, text: string, channel = "general"): Promise<string> {
      const outcome = await slack.as(person).command("/incident", text, { channel });
      if (outcome.kind !== "acked") return outcome.kind;
      return outcome.message ? words(outcome.message) : "";
    },
    channel: (ending: string) =>
      slack.waitFor(
        () => incidentChannels(slack).find(({ name }) => name.endsWith(ending)),
        `a channel …${ending}`,
        patienceMs,
      ),
    card: (channel: Channel, shown: RegExp, gone?: RegExp) =>
      slack.waitFor(
        () => {
          const card = tagged(channel, "card");
          return card && shown.test(words(card)) && !gone?.test(words(card)) ? card : undefined;
        },
        `a card that says ${shown}`,
        patienceMs,
      ),
    announcement: (title: string, shown: RegExp) =>
      slack.waitFor(
        () => announcements(slack).find((one) => words(one).includes(title) && shown.test(words(one))),
        `an announcement of ${title} that says ${shown}`,
        patienceMs,
      ),
    lines: (channel: Channel) =>
      channel.messages.filter((one) => JSON.stringify(one.metadata ?? {}).includes('"event-')).map(words),
    count: (method: string) => slack.calls.filter((call) => call.method === method && call.outcome === "ok").length,
  };
}

export const incidentChannels = (slack: SlackWorkspace): readonly Channel[] => [...new Set(channelsAskedFor(slack))];

const channelsAskedFor = (slack: SlackWorkspace): readonly Channel[] =>
  slack.calls
    .filter(({ method, outcome }) => method === "conversations.create" && outcome !== "name_taken")
    .map(({ args }) => slack.channelByName(String(args["name"])))
    .filter((channel) => channel !== undefined);

export const announcements = (slack: SlackWorkspace): readonly Message[] =>
  slack.messages("incidents").filter((one) => JSON.stringify(one.metadata ?? {}).includes('"announcement"'));

/** Every word of a message, blocks included. */
export const words = (message: Pick<Message, "text" | "blocks">): string =>
  `${message.text}\n${JSON.stringify(message.blocks)}`;
