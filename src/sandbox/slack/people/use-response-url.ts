import type { JsonObject } from "../json.ts";
import type { World } from "../state/world.ts";
import { answerInConversation } from "./answer-in-conversation.ts";

export interface ResponseUrlAnswer {
  readonly status: number;
  readonly body: JsonObject | "ok";
}

/** What the app posts to a `response_url`: five answers within half an hour, even where it is not a member. */
export function useResponseUrl(world: World, id: string, answer: JsonObject): ResponseUrlAnswer {
  const result = use(world, id, answer);
  const outcome = result.body === "ok" ? "ok" : String(result.body.error);
  world.traffic.record("from-app", "response_url", outcome, answer);
  world.changes.notify();
  return result;
}

function use(world: World, id: string, answer: JsonObject): ResponseUrlAnswer {
  const found = world.responseUrls.get(id);
  if (found === undefined) return refused(404, "invalid_url");
  if (world.now() > found.expiresAtMs) return refused(404, "expired_url");
  if (found.usesLeft === 0) return refused(404, "used_url");
  const channel = world.channels.get(found.channel);
  if (channel === undefined) return refused(404, "channel_not_found");
  if (channel.isArchived) return refused(404, "is_archived");
  const source = channel.messages.find((message) => message.ts === found.messageTs);
  const to = { channel, person: found.person, ...(source === undefined ? {} : { source }) };
  const answered = answerInConversation(world, to, answer);
  if (answered.kind === "invalid") return refused(400, answered.error);
  found.usesLeft -= 1;
  return { status: 200, body: "ok" };
}

function refused(status: number, error: string): ResponseUrlAnswer {
  return { status, body: { ok: false, error } };
}
