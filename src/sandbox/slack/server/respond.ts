import type { ServerResponse } from "node:http";
import type { JsonObject } from "../json.ts";
import type { Exchange } from "./router.ts";

export function sendJson(
  response: ServerResponse,
  status: number,
  body: JsonObject | readonly JsonObject[],
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(text);
}

/** False for a page of another site that talks to this port, whatever name it uses for it. */
export function isFromHere({ world, request }: Exchange): boolean {
  const { port } = new URL(world.url);
  const own = [`${world.options.host}:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  const isOwnOrigin = origin === undefined || own.some((name) => origin === `http://${name}`);
  return isOwnOrigin && host !== undefined && own.includes(host);
}
