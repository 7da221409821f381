import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { controlRoutes } from "../control.ts";
import { createRateLimits } from "../methods/rate-limits.ts";
import { pageRoutes } from "../page/page-routes.ts";
import { useResponseUrl } from "../people/use-response-url.ts";
import type { World } from "../state/world.ts";
import { answerApiCall } from "./answer-api-call.ts";
import { readJson, readUpload } from "./read-body.ts";
import { isFromHere, sendJson, sendText } from "./respond.ts";
import { serveFile } from "./serve-file.ts";

/** One request on its way through the server. */
export interface Exchange {
  readonly world: World;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

/** Sends each request to whom it belongs: the Web API, uploads, answers, files, the page, the controls. */
export function createRouter(world: World): RequestListener {
  const limits = createRateLimits(world.now);
  return (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const exchange = { world, request, response, url };
    const [, first = "", rest = ""] = /^\/([^/]*)\/?(.*)$/.exec(url.pathname) ?? [];
    const run = async () => {
      if (first === "api") return answerApiCall(exchange, limits, rest);
      if (first === "upload") return takeUpload(exchange, rest);
      if (first === "response") return answerResponseUrl(exchange, rest);
      if (!isFromHere(exchange)) return sendText(response, 403, "Only the sandbox's own page may do this.");
      if (first === "files") return serveFile(exchange, rest);
      const panel = world.options.panels[url.pathname];
      if (panel)
        return sendJson(response, 200, await panel(request.method === "POST" ? await readJson(request) : undefined));
      // The page asks for every panel it can draw; one that this sandbox has not is nothing to complain about.
      if (first === "panel") return sendText(response, 204, "");
      return (await controlRoutes(exchange)) || (await pageRoutes(exchange)) || sendText(response, 404, "Not found");
    };
    run().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      world.traffic.record("from-app", url.pathname, "bug in the sandbox", reason);
      if (!response.headersSent) sendJson(response, 500, { ok: false, error: "fatal_error", reason });
    });
  };
}

async function takeUpload({ world, request, response }: Exchange, id: string): Promise<void> {
  const file = world.files.get(id);
  const content = await readUpload(request);
  if (file === undefined || file.isComplete) return sendText(response, 404, "not found");
  if (content.byteLength !== file.declaredLength) return sendText(response, 400, "the length is not the one declared");
  file.content = content;
  sendText(response, 200, `OK - ${content.byteLength}`);
}

async function answerResponseUrl({ world, request, response }: Exchange, id: string): Promise<void> {
  const { status, body } = useResponseUrl(world, id, await readJson(request));
  if (body === "ok") sendText(response, status, body);
  else sendJson(response, status, body);
}
