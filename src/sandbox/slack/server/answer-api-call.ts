import { textAt } from "../json.ts";
import { dispatch } from "../methods/dispatch.ts";
import type { RateLimits } from "../methods/rate-limits.ts";
import { readArguments } from "./read-body.ts";
import { sendJson } from "./respond.ts";
import type { Exchange } from "./router.ts";

/** Answers `/api/<method>`, or does not, when a fault says so. */
export async function answerApiCall(exchange: Exchange, limits: RateLimits, method: string): Promise<void> {
  const { world, request, response, url } = exchange;
  const { token: inBody, ...args } = await readArguments(request, url.searchParams);
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const token = bearer ?? textAt({ token: inBody }, "token");
  const answer = await dispatch(world, limits, method, token, args);
  switch (answer.kind) {
    case "answer":
      return sendJson(response, answer.status, answer.body, answer.headers);
    case "drop":
      request.socket.destroy();
      return;
    case "hang":
      return;
  }
}
