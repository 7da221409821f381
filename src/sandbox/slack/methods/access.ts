/** Who may do what where: scopes, visibility and membership of the app. */

import { scopesOf } from "../method-facts.ts";
import type { Channel } from "../state/types.ts";
import { type MethodCall, MethodFailure, requiredText } from "./method.ts";

const PREFIXES = { public: "channels", private: "groups", direct: "im", group: "mpim" };

/** Fails with `missing_scope` unless the app holds one of the method's scopes for this kind of conversation. */
export function requireScope(call: MethodCall, kind?: Channel["kind"]): void {
  const all = scopesOf(call.method);
  const fitting = kind === undefined ? all : all.filter((scope) => fits(scope, kind));
  const needed = fitting[0];
  if (needed === undefined || fitting.some((scope) => call.world.app.scopes.has(scope))) return;
  throw missingScope(call, needed);
}

export function missingScope(call: MethodCall, needed: string): MethodFailure {
  return new MethodFailure("missing_scope", [], { needed, provided: [...call.world.app.scopes].join(",") });
}

/** The conversation named by an argument, if the app may know of it. */
export function visibleChannel(call: MethodCall, argument = "channel"): Channel {
  const channel = call.world.channels.get(requiredText(call, argument));
  if (channel === undefined) throw new MethodFailure("channel_not_found");
  if (channel.kind !== "public" && !isInside(call, channel)) throw new MethodFailure("channel_not_found");
  requireScope(call, channel.kind);
  return channel;
}

/** The conversation named by `channel`, if the app is a member of it. */
export function joinedChannel(call: MethodCall): Channel {
  const channel = visibleChannel(call);
  if (!isInside(call, channel)) throw new MethodFailure("not_in_channel");
  return channel;
}

export function isInside(call: MethodCall, channel: Channel): boolean {
  return channel.members.includes(call.world.app.botUserId);
}

export function requireNotArchived(channel: Channel, code = "is_archived"): void {
  if (channel.isArchived) throw new MethodFailure(code);
}

/** Topics, members and names are for channels, not for direct conversations. */
export function requireChannelProper(channel: Channel): void {
  if (channel.kind === "direct" || channel.kind === "group")
    throw new MethodFailure("method_not_supported_for_channel_type");
}

/** Scopes named after a kind of conversation count for that kind only. */
function fits(scope: string, kind: Channel["kind"]): boolean {
  const prefix = scope.split(":")[0] ?? "";
  return !Object.values(PREFIXES).includes(prefix) || prefix === PREFIXES[kind];
}
