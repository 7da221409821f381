import { type JsonServer, serveJson } from "./serve-json.ts";

interface Options {
  /** Whether the bad deploy still serves. */
  readonly isBad: () => boolean;
  readonly port?: number | undefined;
}

/** The API's own word on its health, at `/health` and every path that ends in a part of it, and `/metrics`. */
export function createSandboxHealth({ isBad, port = 0 }: Options): Promise<JsonServer> {
  return serveJson(port, ({ path }) => {
    const bad = isBad();
    if (path === "/metrics") return { status: 200, body: metrics(bad) };
    if (!/\/health(\/(ready|live|detailed))?$/.test(path)) return { status: 404, body: { detail: "Not Found" } };
    return bad
      ? { status: 503, body: { status: "degraded", checks: { database: "no free connection", cache: "ok" } } }
      : { status: 200, body: { status: "ok", checks: { database: "ok", cache: "ok" } } };
  });
}

function metrics(bad: boolean): string {
  return [
    "# HELP api_connection_pool_in_use Connections of the pool that are taken.",
    "# TYPE api_connection_pool_in_use gauge",
    `api_connection_pool_in_use ${bad ? 20 : 8}`,
    "# HELP api_connection_pool_size Connections the pool may have.",
    "# TYPE api_connection_pool_size gauge",
    "api_connection_pool_size 20",
    "",
  ].join("\n");
}
