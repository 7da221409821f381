import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { createKubernetesDoor } from "../../../src/clients/kubernetes.ts";
import { kubernetesChangers } from "../../../src/targets/kubernetes/change/kubernetes-changers.ts";
import type { Changer, Done, Preview } from "../../../src/targets/target.ts";
import { siteIn } from "./site.ts";

const run = promisify(execFile);
const kubeconfig = process.env.KUBECONFIG ?? "";

/** Why the checks against a real cluster cannot run; undefined when they can. */
export const missingCluster = existsSync(kubeconfig)
  ? undefined
  : "KUBECONFIG names no file: a real API server and kubectl are needed";

/** A namespace of its own on the real cluster, changed by the bot and looked at by kubectl. */
export function realCluster(namespace: string) {
  const door = createKubernetesDoor({ kind: "file", path: kubeconfig });
  const changers = kubernetesChangers(door, { now: Date.now, pauseMs: 200 });
  const site = siteIn(namespace);
  const changer = (operation: string): Changer => {
    const found = changers.find((one) => one.operation === `kubernetes.${operation}`);
    if (!found) throw new Error(`no changer of ${operation}`);
    return found;
  };
  const kubectl = async (...words: string[]) =>
    (await run("kubectl", ["--kubeconfig", kubeconfig, "-n", namespace, ...words])).stdout.trim();
  const signal = () => AbortSignal.timeout(60_000);
  const preview = (operation: string, given: object) => changer(operation).preview(given, site, signal());
  const emitted: string[] = [];
  const doing = (dryRun = false) => ({ dryRun, signal: signal(), emit: (text: string) => void emitted.push(text) });
  return {
    site,
    door,
    changer,
    kubectl,
    preview,
    emitted,
    doing,
    async previewed(operation: string, given: object): Promise<Preview> {
      const shown = await preview(operation, given);
      if (shown.kind === "refused") throw new Error(shown.reason);
      return shown;
    },
    run: (operation: string, given: object, { pinned }: Preview, dryRun = false) =>
      changer(operation).run(given, pinned, site, doing(dryRun)),
    inspect: (operation: string, given: object, { pinned }: Preview) =>
      changer(operation).inspect(given, pinned, site, signal()),
    verify: (operation: string, given: object, { pinned }: Preview) =>
      changer(operation).verify(given, pinned, site, doing()),
    /** The whole road: previewed, inspected as not done, run, verified, inspected as done. */
    async change(operation: string, given: object): Promise<{ readonly shown: Preview; readonly done: Done }> {
      const shown = await this.previewed(operation, given);
      const before = await this.inspect(operation, given, shown);
      if (before.kind !== "not-done") throw new Error(`before: ${before.kind}, ${before.text}`);
      const done = await this.run(operation, given, shown);
      if (done.kind === "refused") throw new Error(done.reason);
      const verification = await this.verify(operation, given, shown);
      if (verification.kind === "failed") throw new Error(verification.text);
      const after = await this.inspect(operation, given, shown);
      if (after.kind !== "done") throw new Error(`after: ${after.kind}, ${after.text}`);
      return { shown, done };
    },
    async refusal(operation: string, given: object): Promise<string> {
      const shown = await preview(operation, given);
      return shown.kind === "refused" ? shown.reason : "not refused";
    },
    async open() {
      await kubectl("create", "namespace", namespace).catch(() => undefined);
    },
    async close() {
      await kubectl("delete", "namespace", namespace, "--wait=false");
      await door.close();
    },
    json: async (...words: string[]): Promise<unknown> => JSON.parse(await kubectl("get", ...words, "-o", "json")),
    apply: (object: object) =>
      new Promise<void>((resolve, reject) => {
        const child = execFile(
          "kubectl",
          ["--kubeconfig", kubeconfig, "-n", namespace, "create", "-f", "-"],
          (error) => (error ? reject(error) : resolve()),
        );
        child.stdin?.end(JSON.stringify(object));
      }),
  };
}

export type RealCluster = ReturnType<typeof realCluster>;
