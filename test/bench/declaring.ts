import { setTimeout as pause } from "node:timers/promises";
import { createPager, type LocalPager } from "../../src/sandbox/pager/create-pager.ts";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { createServices } from "../../src/services.ts";
import { manifests, shippedCatalog, whatIsShown } from "../stories/company.ts";
import { median, type Row, rounded } from "./row.ts";
import { withServer } from "./server.ts";

const declarations = 5;
const slowMs = 100;

// No two alike: a title like that of an open incident is answered with that one instead.
const titles = "otter walnut copper violin saddle meadow harbor pepper lantern glacier thistle".split(" ");

/** How many answers of Slack stand one after another between a declaration and its card, and whether the page waits for any. */
export async function declaring(): Promise<Row> {
  const { quick, slow, paged } = await withServer(async (server) => measured(await server.createDatabase()));
  const roundTrips = (median(slow) - median(quick)) / slowMs;
  return {
    name: "declaring",
    measure: `answers of Slack on the way to a posted card, at ${slowMs} ms each; pages that arrived before the first call`,
    figures: {
      "round trips": rounded(roundTrips),
      [`card at ${slowMs} ms a call ms`]: rounded(median(slow)),
      "card at 0 ms a call ms": rounded(median(quick)),
      "pages first": paged,
      declarations: declarations * 2,
    },
    ratio: rounded(roundTrips),
    aim: "≤ 3, all pages first",
    isMet: Math.round(roundTrips) <= 3 && paged === declarations * 2,
  };
}

interface Measured {
  /** Milliseconds from the command to the card. */
  readonly quick: readonly number[];
  readonly slow: readonly number[];
  /** Declarations whose page had arrived before Slack was called for them. */
  readonly paged: number;
}

async function measured(databaseUrl: string): Promise<Measured> {
  const slack = await createSlackWorkspace();
  const pager = await createPager();
  const { botToken, apiUrl, signingSecret } = slack;
  const services = createServices(
    {
      slack: { botToken, apiUrl, delivery: { kind: "http", signingSecret } },
      pagerDuty: { token: pager.token, from: "bot@sandbox.example", webhookSecrets: [], ...addresses(pager) },
      secretOf: () => pager.directory.services[0]?.routingKey,
      databaseUrl,
      migrateDatabaseUrl: databaseUrl,
      port: 0,
      logLevel: "silent",
      manifestsDirectory: manifests,
      runbooksDirectory: "",
    },
    await shippedCatalog(),
    { write: () => undefined },
  );
  const { port } = await services.start();
  slack.deliverTo({ kind: "http", url: `http://127.0.0.1:${port}` });
  const [first = "", ...rest] = titles;
  try {
    await declare(slack, pager, first, 0);
    const quick = await declareAll(slack, pager, rest.slice(0, declarations), 0);
    slack.faults.setLatency(slowMs);
    const slow = await declareAll(slack, pager, rest.slice(declarations), slowMs);
    const paged = [...quick, ...slow].filter((one) => one.isPagedFirst).length;
    return { quick: quick.map((one) => one.cardAfterMs), slow: slow.map((one) => one.cardAfterMs), paged };
  } finally {
    await services.stop();
    await slack.stop();
    await pager.stop();
  }
}

const addresses = ({ apiUrl, eventsUrl }: LocalPager) => ({ apiUrl, eventsUrl });

interface Declared {
  readonly cardAfterMs: number;
  readonly isPagedFirst: boolean;
}

async function declareAll(
  slack: SlackWorkspace,
  pager: LocalPager,
  named: readonly string[],
  latencyMs: number,
): Promise<Declared[]> {
  const all: Declared[] = [];
  for (const title of named) all.push(await declare(slack, pager, title, latencyMs));
  return all;
}

async function declare(slack: SlackWorkspace, pager: LocalPager, title: string, latencyMs: number): Promise<Declared> {
  const shown = whatIsShown(slack);
  const lastCall = slack.calls.at(-1)?.id ?? 0;
  const pagesBefore = pager.incidents().length;
  const began = performance.now();
  await shown.say("ada", `declare P1 web-analytics ${title}`);
  const channel = await shown.channel(`-${title}`);
  await shown.card(channel, /P1/);
  const cardAfterMs = performance.now() - began;
  const page = await pager.waitFor("the page", () => pager.incidents()[pagesBefore]);
  // When a call began, and not when Slack answered it.
  const firstCall = (slack.calls.find(({ id }) => id > lastCall)?.atMs ?? 0) - latencyMs;
  const isPagedFirst = Date.parse(page.createdAt) <= firstCall;
  await settled(slack);
  return { cardAfterMs, isPagedFirst };
}

/** What follows a declaration (topic, links, edits of the card) must not stand in the way of the next. */
async function settled(slack: SlackWorkspace): Promise<void> {
  for (let before = -1; before !== slack.calls.length; ) {
    before = slack.calls.length;
    await pause(1500);
  }
}
