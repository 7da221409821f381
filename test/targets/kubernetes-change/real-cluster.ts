import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { createKubernetesDoor } from "../../../src/clients/kubernetes.ts";
import { changeBench } from "./change-bench.ts";

const run = promisify(execFile);
const kubeconfig = process.env.KUBECONFIG ?? "";

/** Why the checks against a real cluster cannot run; undefined when they can. */
export const missingCluster = existsSync(kubeconfig)
  ? undefined
  : "KUBECONFIG names no file: a real API server and kubectl are needed";

/** A namespace of its own on the real cluster, changed by the bot and looked at by kubectl. */
export function realCluster(namespace: string, files: Readonly<Record<string, string>> = {}) {
  const door = createKubernetesDoor({ kind: "file", path: kubeconfig });
  const words = ["--kubeconfig", kubeconfig, "-n", namespace];
  const kubectl = async (...given: string[]) => (await run("kubectl", [...words, ...given])).stdout.trim();
  return {
    ...changeBench(door, namespace, 200, files),
    door,
    kubectl,
    async open() {
      await kubectl("create", "namespace", namespace);
    },
    async close() {
      await kubectl("delete", "namespace", namespace, "--wait=false");
      await door.close();
    },
    json: async (...given: string[]): Promise<unknown> => JSON.parse(await kubectl("get", ...given, "-o", "json")),
    apply: (object: object) =>
      new Promise<void>((resolve, reject) => {
        const child = execFile("kubectl", [...words, "create", "-f", "-"], (error) =>
          error ? reject(error) : resolve(),
        );
        child.stdin?.end(JSON.stringify(object));
      }),
  };
}
