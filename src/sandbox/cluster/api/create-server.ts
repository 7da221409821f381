import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { text } from "node:stream/consumers";
import { ApiFailure, badRequest, forbidden, noSuchPath, unauthorized } from "../failure.ts";
import type { World } from "../world.ts";
import { type Call, type Place, sendJson, sendText } from "./call.ts";
import { discover } from "./discovery.ts";
import { evictPod } from "./evict.ts";
import { answerHealth } from "./health.ts";
import { getObject, listObjects } from "./list.ts";
import { answerMetrics } from "./metrics.ts";
import { openApi } from "./openapi.ts";
import { readPlace } from "./place.ts";
import { answerLog } from "./pod-log.ts";
import { reviewAccess } from "./review-access.ts";
import { answerScale } from "./scale.ts";
import { watchObjects } from "./watch.ts";
import { createObject, deleteCollection, deleteObject, patchObject, replaceObject } from "./write.ts";

/** The API server over plain HTTP. */
export function createApiServer(world: World): Server {
  const server = createServer((request, response) => {
    const run = async (): Promise<void> => {
      const url = new URL(request.url ?? "/", "http://localhost");
      const call: Call = { world, request, response, method: request.method ?? "GET", url, body: await text(request) };
      try {
        answer(call);
      } catch (error) {
        fail(call, error);
      }
    };
    run().catch(() => response.destroy());
  });
  // A client on a busy machine must not find a kept connection closed just when it uses it again.
  server.keepAliveTimeout = 90_000;
  server.on("upgrade", refuseUpgrade);
  return server;
}

function fail(call: Call, error: unknown): void {
  if (call.response.headersSent) return void call.response.destroy();
  const failure =
    error instanceof ApiFailure
      ? error
      : new ApiFailure(500, "InternalError", `Internal error occurred: ${String(error)}`);
  sendJson(call, failure.code, failure.status);
}

function answer(call: Call): void {
  const { world, request, url } = call;
  const given = request.headers.authorization;
  if (given !== undefined && given !== `Bearer ${world.token}`) throw unauthorized();
  if (answerHealth(call)) return;
  const list = call.method === "GET" ? (discover(url.pathname) ?? openApi(url.pathname)) : undefined;
  if (list !== undefined) {
    sendJson(call, 200, list);
    return;
  }
  if (answerMetrics(call)) return;
  if (url.pathname === "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews") {
    reviewAccess(call);
    return;
  }
  const place = readPlace(url.pathname);
  if (place === undefined) {
    if (/^\/api(s\/[^/]+)?\/v/.test(url.pathname)) throw noSuchPath();
    sendText(call, 404, "404 page not found\n");
    return;
  }
  answerPlace(call, place);
}

function answerPlace(call: Call, place: Place): void {
  const access = { verb: verbOf(call, place), ...place };
  if (call.world.isForbidden(access)) throw forbidden(call.world.user, access);
  switch (place.subresource) {
    case "log":
      answerLog(call, place);
      return;
    case "scale":
      answerScale(call, place);
      return;
    case "eviction":
      evictPod(call, place);
      return;
    case "exec":
    case "attach":
    case "portforward":
      throw badRequest(noProcesses);
  }
  switch (access.verb) {
    case "get":
      getObject(call, place);
      return;
    case "list":
      listObjects(call, place);
      return;
    case "watch":
      watchObjects(call, place);
      return;
    case "create":
      createObject(call, place);
      return;
    case "update":
      replaceObject(call, place);
      return;
    case "patch":
      patchObject(call, place);
      return;
    case "delete":
      deleteObject(call, place);
      return;
    case "deletecollection":
      deleteCollection(call, place);
      return;
  }
  throw methodNotAllowed();
}

const methodNotAllowed = (): ApiFailure =>
  new ApiFailure(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {});

function verbOf({ method, url }: Call, { name, subresource }: Place): string {
  switch (method) {
    case "GET":
      if (url.searchParams.get("watch") === "true" || url.searchParams.get("watch") === "1") return "watch";
      return name === "" ? "list" : "get";
    case "POST":
      return name === "" || subresource !== "" ? "create" : "";
    case "PUT":
      return name === "" ? "" : "update";
    case "PATCH":
      return name === "" ? "" : "patch";
    case "DELETE":
      return name === "" ? "deletecollection" : "delete";
  }
  return "";
}

const noProcesses = "the sandbox's pods hold no processes: nothing can be run in them, attached to or forwarded";

/** exec, attach and port-forward ask for another protocol; the answer is a plain Status. */
function refuseUpgrade(_request: IncomingMessage, socket: Duplex): void {
  const body = JSON.stringify(badRequest(noProcesses).status);
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
