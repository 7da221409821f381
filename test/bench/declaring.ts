import { setTimeout as pause } from "node:timers/promises";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { createServices } from "../../src/services.ts";
import { manifests, shippedCatalog, whatIsShown } from "../stories/company.ts";
import { median, type Row, rounded } from "./row.ts";
import { withServer } from "./server.ts";

const declarations = 5;
const slowMs = 100;

/** How many answers of Slack stand one after another between a declaration and its card, and whether the page waits for any. */
export async function declaring(): Promise<Row> {
  const { quick, slow, paged } = await withServer(async (server) => measured(await server.createDatabase()));
  const roundTrips = (median(slow) - median(quick)) / slowMs;
  return {
    name: "declaring",
    measure: `answers of Slack on the way to a posted card, at ${slowMs} ms each; pages that left before the first call`,
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
  /** Declarations whose page was made before Slack was called for them. */
  readonly paged: number;
}

async function measured(databaseUrl: string): Promise<Measured> {
  const slack = await createSlackWorkspace();
  const pages: number[] = [];
  const { botToken, apiUrl, signingSecret } = slack;
  const services = createServices(
    {
      slack: { botToken, apiUrl, delivery: { kind: "http", signingSecret } },
      databaseUrl,
      migrateDatabaseUrl: databaseUrl,
      port: 0,
      logLevel: "info",
      manifestsDirectory: manifests,
      runbooksDirectory: "",
    },
    await shippedCatalog(),
    // The pager of the sandbox is the log.
    { write: (line) => void (/"msg":"(Would have paged|page")/.test(line) && pages.push(Date.now())) },
  );
  const { port } = await services.start();
  slack.deliverTo({ kind: "http", url: `http://127.0.0.1:${port}` });
  try {
    await declare(slack, pages, "warm-up", 0);
    const quick = await declareAll(slack, pages, 0);
    slack.faults.setLatency(slowMs);
    const slow = await declareAll(slack, pages, slowMs);
    const paged = [...quick, ...slow].filter((one) => one.isPagedFirst).length;
    return { quick: quick.map((one) => one.cardAfterMs), slow: slow.map((one) => one.cardAfterMs), paged };
  } finally {
    await services.stop();
    await slack.stop();
  }
}

interface Declared {
  readonly cardAfterMs: number;
  readonly isPagedFirst: boolean;
}

async function declareAll(slack: SlackWorkspace, pages: readonly number[], latencyMs: number): Promise<Declared[]> {
  const all: Declared[] = [];
  for (let n = 1; n <= declarations; n++) {
    all.push(await declare(slack, pages, `at${latencyMs}ms${n}`, latencyMs));
  }
  return all;
}

async function declare(
  slack: SlackWorkspace,
  pages: readonly number[],
  title: string,
  latencyMs: number,
): Promise<Declared> {
  const shown = whatIsShown(slack);
  const callsBefore = slack.calls.length;
  const pagesBefore = pages.length;
  const began = performance.now();
  await shown.say("ada", `declare P1 web-analytics ${title}`);
  const channel = await shown.channel(`-${title}`);
  await shown.card(channel, /P1/);
  const cardAfterMs = performance.now() - began;
  // When a call began, and not when Slack answered it.
  const firstCall = (slack.calls[callsBefore]?.atMs ?? 0) - latencyMs;
  const isPagedFirst = (pages[pagesBefore] ?? Number.POSITIVE_INFINITY) <= firstCall;
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
