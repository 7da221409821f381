import type { ServerResponse } from "node:http";
import { type KubernetesStub, kubernetesStub, sendJson, sendStatus } from "../../clients/kubernetes-stub.ts";
import { type Reading, readingThrough } from "./reading.ts";

type Route = object | string | ((query: URLSearchParams, response: ServerResponse) => void);

export interface SmallCluster extends Reading {
  readonly stub: KubernetesStub;
}

/** A server that knows these paths; the rest it answers 404. */
export async function smallCluster(routes: Readonly<Record<string, Route>>): Promise<SmallCluster> {
  const stub = await kubernetesStub((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://cluster");
    const route = routes[pathname];
    if (typeof route === "function") return route(searchParams, response);
    if (typeof route === "string") return void response.end(route);
    if (route) return sendJson(response, 200, route);
    const name = pathname.split("/").at(-1);
    sendStatus(response, 404, "NotFound", `${pathname.split("/").at(-2)} "${name}" not found`);
  });
  return Object.assign(readingThrough(stub.door), { stub });
}

export const inProduction = "/api/v1/namespaces/production";
export const appsInProduction = "/apis/apps/v1/namespaces/production";

export function list(...items: readonly object[]): object {
  return { kind: "List", metadata: { resourceVersion: "7" }, items };
}

export function table(columns: readonly string[], ...rows: readonly (readonly unknown[])[]): object {
  return {
    kind: "Table",
    metadata: { resourceVersion: "7" },
    columnDefinitions: columns.map((name) => ({ name, priority: name === "Node" ? 1 : 0 })),
    rows: rows.map((cells) => ({
      cells,
      object: { metadata: { name: cells[0], namespace: "production", labels: { app: "api", tier: "web" } } },
    })),
  };
}

export function pod(name: string, more: object = {}): object {
  return {
    kind: "Pod",
    apiVersion: "v1",
    metadata: { name, namespace: "production", labels: { app: "api" }, creationTimestamp: "2026-11-21T11:00:00Z" },
    spec: { containers: [{ name: "api" }, { name: "side" }] },
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
    ...more,
  };
}
