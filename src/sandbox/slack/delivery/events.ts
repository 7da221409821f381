import { type JsonObject, objectAt, textAt } from "../json.ts";
import type { Channel } from "../state/types.ts";
import type { World } from "../state/world.ts";
import type { Again, AppAnswer, Retry } from "./delivery.ts";

/** The event type as the app subscribes to it, and the scope without which it is not sent. */
interface Subscription {
  readonly name: string;
  readonly scope?: string;
}

/**
 * Tells the app of something, if it subscribed, may know and is there; delivers again until acknowledged.
 * Resolves when the first delivery is over. `again` sends the very same body once more.
 */
export async function publishEvent(world: World, event: JsonObject, channel?: Channel, again?: Again): Promise<void> {
  const body = eventBody(world, event, channel);
  if (body === undefined) return;
  const answer = await deliverOnce(world, body);
  void deliverUntilAcknowledged(world, body, answer);
  if (again !== undefined) await deliverOnce(world, body, again.retry);
}

function eventBody(world: World, event: JsonObject, channel: Channel | undefined): JsonObject | undefined {
  const type = String(event.type);
  const { name, scope } = subscriptionFor(type, channel);
  if (!world.options.events.includes(name)) return undefined;
  if (scope !== undefined && !world.app.scopes.has(scope)) return undefined;
  if (channel !== undefined && !channel.members.includes(world.app.botUserId)) return undefined;
  const team = world.options.teamId;
  const authorization = { enterprise_id: null, team_id: team, user_id: world.app.botUserId };
  return {
    token: "sandbox-verification-token",
    team_id: team,
    api_app_id: world.app.id,
    event,
    type: "event_callback",
    event_id: world.ids.next("Ev"),
    event_time: Math.floor(world.now() / 1000),
    authorizations: [{ ...authorization, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: channel?.members.some((id) => world.people.get(id)?.kind === "stranger") ?? false,
    event_context: world.ids.next("4-"),
  };
}

const PREFIXES = { public: "channels", private: "groups", direct: "im", group: "mpim" };

function subscriptionFor(type: string, channel: Channel | undefined): Subscription {
  const prefix = PREFIXES[channel?.kind ?? "public"];
  switch (type) {
    case "message":
      return { name: `message.${prefix}`, scope: `${prefix}:history` };
    case "app_mention":
      return { name: type, scope: "app_mentions:read" };
    case "reaction_added":
    case "reaction_removed":
      return { name: type, scope: "reactions:read" };
    case "app_home_opened":
      return { name: type };
  }
  return { name: type, scope: `${prefix}:read` };
}

async function deliverUntilAcknowledged(world: World, body: JsonObject, first: AppAnswer): Promise<void> {
  let answer = first;
  for (const [index, delayMs] of world.options.redeliveryDelaysMs.entries()) {
    if (isFinal(answer)) return;
    await world.patience.wait(delayMs);
    answer = await deliverOnce(world, body, { num: index + 1, reason: reasonFor(answer) });
  }
}

async function deliverOnce(world: World, body: JsonObject, retry?: Retry): Promise<AppAnswer> {
  const answer = await world.delivery.send({ kind: "events_api", body }, retry);
  const type = textAt(objectAt(body, "event"), "type");
  world.traffic.record("to-app", type, answer.kind, body);
  world.changes.notify();
  return answer;
}

function isFinal(answer: AppAnswer): boolean {
  switch (answer.kind) {
    case "acked":
      return true;
    case "http-error":
      return answer.isRetryRefused;
    case "timeout":
    case "unreachable":
      return false;
  }
}

function reasonFor(answer: AppAnswer): string {
  switch (answer.kind) {
    case "timeout":
      return "http_timeout";
    case "http-error":
      return "http_error";
    case "unreachable":
      return "connection_failed";
    case "acked":
      return "unknown_error";
  }
}
