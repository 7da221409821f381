import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readJson } from "../server/read-body.ts";
import { sendJson } from "../server/respond.ts";
import type { Exchange } from "../server/router.ts";
import { performPageAct } from "./perform-page-act.ts";
import { streamPageState } from "./stream-page-state.ts";

const PAGE_FOLDER = new URL("../../page/", import.meta.url);

/** What the page asks for: itself, its state as it changes, and acts. True when the request was one of these. */
export async function pageRoutes(exchange: Exchange): Promise<boolean> {
  const { request, response, url } = exchange;
  if (request.method === "GET" && url.pathname === "/page/stream") return streamPageState(exchange);
  if (request.method === "POST" && url.pathname === "/page/act") {
    const { person, act } = await readJson(request);
    try {
      await performPageAct(exchange.world, person, act);
      sendJson(response, 200, { ok: true });
    } catch (error) {
      sendJson(response, 200, { ok: false, error: error instanceof Error ? error.message : String(error) });
    }
    return true;
  }
  const name = url.pathname === "/" ? "index.html" : /^\/assets\/([\w-]+(?:\.[\w-]+)*)$/.exec(url.pathname)?.[1];
  return request.method === "GET" && name !== undefined && serveAsset(exchange, name);
}

async function serveAsset({ response }: Exchange, name: string): Promise<boolean> {
  const type = TYPES[name.split(".").at(-1) ?? ""];
  if (type === undefined) return false;
  try {
    const content = await readFile(fileURLToPath(new URL(name, PAGE_FOLDER)));
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
    response.end(content);
    return true;
  } catch {
    return false;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};
