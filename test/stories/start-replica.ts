import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";

/** The whole product in a process of its own, listening. `kill` is -9, and waits until it is gone; `stall` takes its time away until `wake`. */
export interface Replica {
  kill(): Promise<void>;
  stall(): void;
  wake(): void;
}

/**
 * Starts one on this database and workspace; on a pager, where its address is given; where runs are asked for, with what they need; and
 * with a cluster, where there is one.
 */
export async function startReplica(
  databaseUrl: string,
  slack: SlackWorkspace,
  pagerUrl = "",
  runs?: { readonly runbooks: string; readonly target: { readonly url: string } },
  clusterUrl = "",
): Promise<Replica> {
  const script = fileURLToPath(new URL("./replica.ts", import.meta.url));
  const addresses = [
    databaseUrl,
    slack.apiUrl,
    slack.botToken,
    slack.appToken,
    pagerUrl,
    runs?.runbooks ?? "",
    runs?.target.url ?? "",
    clusterUrl,
  ];
  const child = spawn(process.execPath, ["--import", "tsx", script, ...addresses], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return {
    async kill() {
      if (child.signalCode !== null || child.exitCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
    stall: () => void child.kill("SIGSTOP"),
    wake: () => void child.kill("SIGCONT"),
  };
}
