import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { createKubernetesDoor } from "../../../src/clients/kubernetes.ts";
import { changeBench } from "./change-bench.ts";
import type { SiteParts } from "./site.ts";

const run = promisify(execFile);
const kubeconfig = process.env.KUBECONFIG ?? "";

/** Why the checks against a real cluster cannot run; undefined when they can. */
export const missingCluster = existsSync(kubeconfig)
  ? undefined
  : "KUBECONFIG names no file: a real API server and kubectl are needed";

function send(words: readonly string[], verb: string, object: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile("kubectl", [...words, verb, "-f", "-"], (error) => (error ? reject(error) : resolve()));
    child.stdin?.end(JSON.stringify(object));
  });
}

/** A namespace of its own on the real cluster, changed by the bot and looked at by kubectl. */
export function realCluster(namespace: string, parts: SiteParts = {}) {
  const door = createKubernetesDoor({ kind: "file", path: kubeconfig });
  const words = ["--kubeconfig", kubeconfig, "-n", namespace];
  const kubectl = async (...given: string[]) => (await run("kubectl", [...words, ...given])).stdout.trim();
  return {
    ...changeBench(door, namespace, 200, parts),
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
    apply: (object: object) => send(words, "create", object),
    /** As `kubectl apply` does it. */
    write: (object: object) => send(words, "apply", object),
  };
}
