import { findMessage, messagePayload } from "../state/messages.ts";
import type { Channel } from "../state/types.ts";
import { joinedChannel, visibleChannel } from "./access.ts";
import { type Method, type MethodCall, MethodFailure, optionalText } from "./method.ts";

const MOST_PINS = 100;

export const pinsAdd: Method = (call) => {
  const channel = joinedChannel(call);
  const ts = timestampArgument(call);
  if (findMessage(channel, ts) === undefined) throw new MethodFailure("message_not_found");
  if (pinOf(channel, ts) !== -1) throw new MethodFailure("already_pinned");
  if (channel.isArchived) throw new MethodFailure("not_pinnable");
  if (channel.pins.length >= MOST_PINS) throw new MethodFailure("too_many_pins");
  channel.pins.push({ ts, by: call.world.app.botUserId, atMs: call.world.now() });
  call.world.changes.notify();
  return {};
};

export const pinsRemove: Method = (call) => {
  const channel = visibleChannel(call);
  const ts = timestampArgument(call);
  if (findMessage(channel, ts) === undefined) throw new MethodFailure("message_not_found");
  const index = pinOf(channel, ts);
  if (index === -1) throw new MethodFailure("no_pin");
  channel.pins.splice(index, 1);
  call.world.changes.notify();
  return {};
};

export const pinsList: Method = (call) => {
  const channel = visibleChannel(call);
  const items = channel.pins.flatMap(({ ts, by, atMs }) => {
    const message = findMessage(channel, ts);
    if (message === undefined) return [];
    const created = Math.floor(atMs / 1000);
    return [
      { type: "message", channel: channel.id, created, created_by: by, message: messagePayload(call.world, message) },
    ];
  });
  return { items };
};

function timestampArgument(call: MethodCall): string {
  const ts = optionalText(call, "timestamp");
  if (ts === undefined || ts === "") throw new MethodFailure("no_item_specified");
  if (!/^\d+\.\d{6}$/.test(ts)) throw new MethodFailure("bad_timestamp");
  return ts;
}

function pinOf(channel: Channel, ts: string): number {
  return channel.pins.findIndex((pin) => pin.ts === ts);
}
