import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import type { Pace } from "../../src/services.ts";
import { product, sources } from "../built.ts";
import { auditKey, impatient, manifests } from "./company.ts";

/** The whole product in a process of its own, listening. `kill` is -9, and waits until it is gone; `stall` takes its time away until `wake`. */
export interface Replica {
  kill(): Promise<void>;
  stall(): void;
  wake(): void;
}

/** What a replica is told; an address that is empty is of nothing. */
export interface Given {
  readonly databaseUrl: string;
  readonly slack: { readonly apiUrl: string; readonly botToken: string; readonly appToken: string };
  readonly pagerUrl: string;
  readonly clusterUrl: string;
  readonly targetUrl: string;
  readonly runbooks: string;
  readonly manifests: string;
  readonly auditKey: string;
  readonly pace: Pace;
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
  const script = fileURLToPath(new URL("./replica.js", import.meta.url));
  const { apiUrl, botToken, appToken } = slack;
  const given: Given = {
    ...{ databaseUrl, pagerUrl, clusterUrl, manifests, auditKey },
    slack: { apiUrl, botToken, appToken },
    ...{ runbooks: runs?.runbooks ?? "", targetUrl: runs?.target.url ?? "", pace: impatient },
  };
  // A scripted target is a source of the tests, and has to be translated anyway.
  const { flags, modules, ending } = runs ? sources : product;
  const child = spawn(process.execPath, [...flags, script, modules, ending, JSON.stringify(given)], {
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
