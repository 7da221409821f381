import { type JsonObject, textAt } from "./json.ts";
import { performPageAct } from "./page/perform-page-act.ts";
import { readJson } from "./server/read-body.ts";
import { sendJson } from "./server/respond.ts";
import type { Exchange } from "./server/router.ts";
import type { Fault } from "./state/faults.ts";

/** The JSON controls of tests in other processes. True when the request was one of them. */
export async function controlRoutes(exchange: Exchange): Promise<boolean> {
  const { world, request, response, url } = exchange;
  switch (`${request.method} ${url.pathname}`) {
    case "POST /control/faults":
      return answer(exchange, async () => addFault(exchange, await readJson(request)));
    case "DELETE /control/faults":
      world.faults.clear();
      sendJson(response, 200, { ok: true });
      return true;
    case "GET /control/calls":
      sendJson(response, 200, { ok: true, calls: world.calls.map((call) => ({ ...call })) });
      return true;
    case "POST /control/disconnect":
      world.socketMode.disconnect("refresh_requested");
      sendJson(response, 200, { ok: true });
      return true;
    case "POST /control/act":
      return answer(exchange, async () => {
        const { person, act } = await readJson(request);
        await performPageAct(world, person, act);
      });
  }
  return false;
}

/** Does it and says `ok`, or says why not. */
async function answer({ response }: Exchange, run: () => Promise<void>): Promise<boolean> {
  try {
    await run();
    sendJson(response, 200, { ok: true });
  } catch (error) {
    sendJson(response, 400, { ok: false, error: error instanceof Error ? error.message : String(error) });
  }
  return true;
}

/** `{enforceTiers: true}`, `{latencyMs}` or one fault. */
function addFault({ world }: Exchange, body: JsonObject): void {
  const { enforceTiers, latencyMs } = body;
  if (enforceTiers === true) world.faults.enforceTiers();
  else if (typeof latencyMs === "number") world.faults.setLatency(latencyMs);
  else world.faults.add(readFault(body));
}

const KINDS: readonly Fault["kind"][] = [
  "ratelimited",
  "http-500",
  "hang",
  "error",
  "unknown_method",
  "drop-after-performing",
  "slow",
];

function readFault(body: JsonObject): Fault {
  const kind = KINDS.find((one) => one === body.kind);
  const method = textAt(body, "method");
  if (kind === undefined || method === "")
    throw new Error(`a fault needs a method and one of the kinds ${KINDS.join(", ")}`);
  const { times, retryAfter, delayMs, channel, error } = body;
  return {
    method,
    kind,
    ...(typeof times === "number" ? { times } : {}),
    ...(typeof retryAfter === "number" ? { retryAfter } : {}),
    ...(typeof delayMs === "number" ? { delayMs } : {}),
    ...(typeof channel === "string" ? { channel } : {}),
    ...(typeof error === "string" ? { error } : {}),
  };
}
