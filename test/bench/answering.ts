import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { quantile, type Row, rounded } from "./row.ts";
import { sendCommands, type Target } from "./send-command.ts";
import { type BenchServer, withServer } from "./server.ts";
import { productMain, type Started, startProcess } from "./start-process.ts";

const rounds = 12;
const perRound = 100;
const perSecond = 100;

/**
 * How long a person waits for the answer to /incident declare, against the least that a durable Slack app can do. Three processes;
 * each in turn gets a second of requests, over and over, so that all meet the same machine.
 */
export async function answering(): Promise<Row> {
  const slack = await createSlackWorkspace();
  try {
    const [product, inserting, acking] = await withServer((server) => measured(server, slack));
    const p50 = quantile(product, 0.5) / quantile(inserting, 0.5);
    const p99 = quantile(product, 0.99) / quantile(inserting, 0.99);
    const both = (name: string, times: readonly number[]) => ({
      [`${name} p50 ms`]: rounded(quantile(times, 0.5)),
      [`${name} p99 ms`]: rounded(quantile(times, 0.99)),
    });
    return {
      name: "answering",
      measure: `ack of /incident declare ÷ a Bolt app that acks after one committed INSERT, ${perSecond} requests/s`,
      figures: {
        "ratio p50": rounded(p50),
        "ratio p99": rounded(p99),
        ...both("product", product),
        ...both("insert and ack", inserting),
        ...both("only ack", acking),
      },
      ratio: rounded(p50),
      aim: "p50 ≤ 2, p99 ≤ 3",
      isMet: p50 <= 2 && p99 <= 3,
    };
  } finally {
    await slack.stop();
  }
}

type Times = readonly [product: number[], inserting: number[], acking: number[]];

async function measured(server: BenchServer, slack: SlackWorkspace): Promise<Times> {
  const apps = await startApps(server, slack);
  const times: Times = [[], [], []];
  try {
    // The first round warms up: connections, caches, the compiler.
    for (let round = 0; round <= rounds; round++) {
      for (let turn = 0; turn < apps.length; turn++) {
        const index = (round + turn) % apps.length;
        const { port = 0 } = apps[index] ?? {};
        const texts = Array.from({ length: perRound }, declaration);
        const took = await sendCommands(targetOf(slack, port), texts, perSecond);
        if (round > 0) times[index]?.push(...took);
      }
    }
  } finally {
    await Promise.all(apps.map((app) => app.stop()));
  }
  return times;
}

// No two alike: a title like that of an open incident is answered with that one instead.
const declaration = (): string =>
  `declare P2 web-analytics ${randomBytes(4).toString("hex")} ${randomBytes(4).toString("hex")}`;

const targetOf = (slack: SlackWorkspace, port: number): Target => ({
  port,
  signingSecret: slack.signingSecret,
  team: slack.teamId,
  user: slack.person("ada").id,
});

async function startApps(server: BenchServer, slack: SlackWorkspace): Promise<readonly Started[]> {
  const secrets = { SLACK_SIGNING_SECRET: slack.signingSecret, SLACK_BOT_TOKEN: slack.botToken };
  const bare = ["--import", "tsx", fileURLToPath(new URL("bare-app.ts", import.meta.url))];
  const database = await server.createDatabase();
  const own = await server.createDatabase();
  return Promise.all([
    startProcess([productMain, "start"], {
      ...secrets,
      SLACK_API_URL: slack.apiUrl,
      DATABASE_URL: database,
      PORT: "0",
      CHANGES: "off",
    }),
    startProcess(bare, { ...secrets, DATABASE_URL: own }),
    startProcess(bare, secrets),
  ]);
}
