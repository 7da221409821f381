import { createKubernetesDoor, type KubernetesDoor } from "../../../src/clients/kubernetes.ts";
import { createSandboxCluster } from "../../../src/sandbox/cluster/create-sandbox-cluster.ts";
import { changeBench } from "./change-bench.ts";

/** The sandbox's cluster, much faster than life, and somebody else who writes to it. */
export async function sandboxBench(namespace = "production", files: Readonly<Record<string, string>> = {}) {
  const cluster = await createSandboxCluster({ timeFactor: 50 });
  const door = createKubernetesDoor({ kind: "server", url: cluster.url, token: cluster.token });
  const signal = () => AbortSignal.timeout(60_000);
  const merge = "application/merge-patch+json";
  return {
    ...changeBench(door, namespace, 50, { files }),
    door,
    cluster,
    get: (path: string): Promise<unknown> => door.json(undefined, { method: "GET", path, signal: signal() }),
    create: (path: string, body: object) => door.json(undefined, { method: "POST", path, body, signal: signal() }),
    delete: (path: string) => door.json(undefined, { method: "DELETE", path, signal: signal() }),
    patch: (path: string, body: object) =>
      door.json(undefined, { method: "PATCH", path, body, contentType: merge, signal: signal() }),
    /** The same changes, with something happening just before each write. */
    interrupted: (happen: () => Promise<unknown>) =>
      changeBench(interruptedDoor(door, happen), namespace, 50, { files }),
    async close() {
      await door.close();
      await cluster.close();
    },
  };
}

function interruptedDoor(door: KubernetesDoor, happen: () => Promise<unknown>): KubernetesDoor {
  return {
    ...door,
    async json(context, call) {
      if (call.method === "PATCH" && call.query?.dryRun === undefined) await happen();
      return door.json(context, call);
    },
  };
}
