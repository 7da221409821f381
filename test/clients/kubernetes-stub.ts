import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createKubernetesDoor, type KubernetesDoor } from "../../src/clients/kubernetes.ts";

export interface KubernetesStub {
  readonly door: KubernetesDoor;
  /** `GET /api/v1/pods?limit=500`, one for each request. */
  readonly asked: string[];
  /** Connections that were opened. */
  readonly connections: () => number;
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that answers as told, and a door to it. */
export async function kubernetesStub(answer: Answer, token?: string): Promise<KubernetesStub> {
  // Half a second on an idle machine, many on a crowded one: not in the middle of what is tested.
  await import("@kubernetes/client-node");
  const asked: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the stub has no address");
  const url = `http://127.0.0.1:${address.port}`;
  const door = createKubernetesDoor({ kind: "server", url, ...(token ? { token } : {}) });
  return {
    door,
    asked,
    connections: () => connections,
    async close() {
      await door.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

export function sendStatus(response: ServerResponse, code: number, reason: string, message: string): void {
  sendJson(response, code, { kind: "Status", apiVersion: "v1", status: "Failure", code, reason, message });
}
