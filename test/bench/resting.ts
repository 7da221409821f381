import { execFile } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { median, type Row, rounded } from "./row.ts";
import { withServer } from "./server.ts";
import { productMain, startProcess } from "./start-process.ts";

const starts = 5;
const idleMs = 10_000;

/** What the product costs when nothing happens: `incident-commander start` over Socket Mode, as a process of its own. */
export async function resting(): Promise<Row> {
  const slack = await createSlackWorkspace();
  try {
    const { firstMs, readyMs, rssMb } = await withServer(async (server) =>
      measured(slack, await server.createDatabase()),
    );
    return {
      name: "resting",
      measure: `start to ready, the middle of ${starts}; memory after ${idleMs / 1000} s of nothing`,
      figures: {
        "ready ms": rounded(readyMs),
        "ready with an empty database ms": rounded(firstMs),
        "resident memory MB": rounded(rssMb),
      },
      aim: "< 1,500 ms, < 150 MB",
      isMet: readyMs < 1500 && rssMb < 150,
    };
  } finally {
    await slack.stop();
  }
}

async function measured(slack: SlackWorkspace, databaseUrl: string) {
  const environment = {
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    DATABASE_URL: databaseUrl,
    PORT: "0",
    CHANGES: "off",
  };
  const startOnce = async (idleForMs: number) => {
    const product = await startProcess([productMain, "start"], environment);
    try {
      await pause(idleForMs);
      return { readyMs: product.readyAfterMs, rssMb: await residentMb(product.pid) };
    } finally {
      await product.stop();
    }
  };
  // The first one also creates the tables.
  const { readyMs: firstMs } = await startOnce(0);
  const later: number[] = [];
  for (let n = 1; n < starts; n++) later.push((await startOnce(0)).readyMs);
  const last = await startOnce(idleMs);
  return { firstMs, readyMs: median([...later, last.readyMs]), rssMb: last.rssMb };
}

async function residentMb(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return (Number(stdout) * 1024) / 1e6;
}
