import { afterAll } from "vitest";
import { createSandboxCluster, type SandboxCluster } from "../../../src/sandbox/cluster/create-sandbox-cluster.ts";

export interface Answer {
  readonly code: number;
  readonly body: {
    readonly kind?: string;
    readonly message?: string;
    readonly reason?: string;
    readonly details?: Record<string, unknown>;
    readonly metadata: Record<string, unknown>;
    readonly spec: Record<string, unknown>;
    readonly status: Record<string, unknown>;
    readonly items: readonly { readonly metadata: { readonly name: string; readonly [key: string]: unknown } }[];
    readonly [key: string]: unknown;
  };
}

export interface Asked {
  readonly cluster: SandboxCluster;
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  text(path: string): Promise<string>;
}

/** A cluster whose seconds are a sixtieth of real ones, or whose clock is `now`; closed after the file. */
export async function startCluster(timeFactor = 60, now?: () => number): Promise<Asked> {
  const cluster = await createSandboxCluster({ timeFactor, ...(now === undefined ? {} : { now }) });
  afterAll(() => cluster.close());
  return {
    cluster,
    async ask(method, path, body, headers = {}) {
      const response = await fetch(cluster.url + path, {
        method,
        headers: { "content-type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      return { code: response.status, body: JSON.parse(await response.text()) };
    },
    text: async (path) => (await fetch(cluster.url + path)).text(),
  };
}

export const merge = { "content-type": "application/merge-patch+json" };
export const strategic = { "content-type": "application/strategic-merge-patch+json" };
export const jsonPatch = { "content-type": "application/json-patch+json" };

export const deployments = "/apis/apps/v1/namespaces/production/deployments";
export const api = `${deployments}/api-service`;
