import type { HttpRoute } from "./slack/http-server.ts";
import { ask } from "./store/ask.ts";
import type { Pool } from "./store/pool.ts";

/**
 * `/healthz`: the process answers. `/readyz`: it has begun to deliver and Postgres answers too; otherwise 503 and what is missing.
 * A pager that does not work keeps nothing from working here: it is said, and is 200.
 */
export function healthRoutes(
  pool: Pool,
  isDelivering: () => boolean,
  pagerProblem: () => string | undefined,
): readonly HttpRoute[] {
  return [
    { method: "GET", path: "/healthz", handle: (_request, response) => void response.end("ok\n") },
    {
      method: "GET",
      path: "/readyz",
      handle: (_request, response) => {
        notReady(pool, isDelivering).then((missing) => {
          response.statusCode = missing ? 503 : 200;
          const pager = pagerProblem();
          response.end(`${missing ?? "ready"}\n${pager ? `the pager is not ready: ${pager}\n` : ""}`);
        });
      },
    },
  ];
}

async function notReady(pool: Pool, isDelivering: () => boolean): Promise<string | undefined> {
  if (!isDelivering()) return "still starting";
  return ask(pool, "select 1").then(
    () => undefined,
    () => "Postgres does not answer",
  );
}
