import { channelPayload, joinChannel, leaveChannel } from "../state/channels.ts";
import type { Channel } from "../state/types.ts";
import { isInside, joinedChannel, requireChannelProper, requireNotArchived, visibleChannel } from "./access.ts";
import { flagArgument, listArgument, type Method, type MethodCall, MethodFailure, requiredText } from "./method.ts";
import { pageOf } from "./pages.ts";

const MOST_INVITED = 100;

/** Without `force` one bad id fails the whole call; with it the others come in. */
export const conversationsInvite: Method = (call) => {
  const channel = joinedChannel(call);
  requireChannelProper(channel);
  requireNotArchived(channel);
  const users = listArgument(call, "users");
  if (users.length === 0) throw new MethodFailure("no_user");
  if (users.length > MOST_INVITED)
    throw new MethodFailure("invalid_arguments", [
      `[ERROR] no more than ${MOST_INVITED} items allowed [json-pointer:/users]`,
    ]);
  const errors = users.flatMap((user) => {
    const error = whyNotInvited(call, channel, user);
    return error === undefined ? [] : [{ user, ok: false, error }];
  });
  const welcome = users.filter((user) => !errors.some((one) => one.user === user));
  const first = errors[0];
  if (first !== undefined && (!flagArgument(call, "force") || welcome.length === 0))
    throw new MethodFailure(first.error, [], { errors });
  for (const user of welcome) joinChannel(call.world, channel, user, call.world.app.botUserId);
  return { channel: channelPayload(call.world, channel), ...(errors.length === 0 ? {} : { errors }) };
};

export const conversationsJoin: Method = (call) => {
  const channel = visibleChannel(call);
  if (channel.kind !== "public") throw new MethodFailure("method_not_supported_for_channel_type");
  requireNotArchived(channel);
  const wasInside = isInside(call, channel);
  joinChannel(call.world, channel, call.world.app.botUserId);
  const note = wasInside
    ? { warning: "already_in_channel", response_metadata: { warnings: ["already_in_channel"] } }
    : {};
  return { channel: channelPayload(call.world, channel), ...note };
};

export const conversationsKick: Method = (call) => {
  const channel = joinedChannel(call);
  requireChannelProper(channel);
  const user = requiredText(call, "user");
  if (user === call.world.app.botUserId) throw new MethodFailure("cant_kick_self");
  if (channel.isGeneral) throw new MethodFailure("cant_kick_from_general");
  if (!call.world.people.has(user)) throw new MethodFailure("user_not_found");
  if (!channel.members.includes(user)) throw new MethodFailure("not_in_channel");
  leaveChannel(call.world, channel, user);
  return { errors: {} };
};

export const conversationsLeave: Method = (call) => {
  const channel = visibleChannel(call);
  requireChannelProper(channel);
  requireNotArchived(channel);
  if (channel.isGeneral) throw new MethodFailure("cant_leave_general");
  if (!isInside(call, channel)) return { not_in_channel: true };
  if (channel.kind === "private" && channel.members.length === 1) throw new MethodFailure("last_member");
  leaveChannel(call.world, channel, call.world.app.botUserId);
  return {};
};

export const conversationsMembers: Method = (call) => {
  const channel = visibleChannel(call);
  const { items, ...metadata } = pageOf(call, channel.members, 100, 1000);
  return { members: items, ...metadata };
};

function whyNotInvited(call: MethodCall, channel: Channel, user: string): string | undefined {
  const person = call.world.people.get(user);
  if (person === undefined) return "user_not_found";
  if (user === call.world.app.botUserId) return "cant_invite_self";
  if (channel.members.includes(user)) return "already_in_channel";
  // A person of another workspace comes in through Slack Connect only.
  if (person.kind === "stranger") return "org_user_not_in_team";
  return undefined;
}
