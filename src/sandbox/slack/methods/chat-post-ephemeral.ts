import { addMessage } from "../state/messages.ts";
import { isInside, requireNotArchived, visibleChannel } from "./access.ts";
import { threadArgument } from "./chat.ts";
import { messageContent, requireSomething } from "./message-content.ts";
import { type Method, MethodFailure, requiredText } from "./method.ts";

export const chatPostEphemeral: Method = (call) => {
  const channel = visibleChannel(call);
  const user = requiredText(call, "user");
  requireNotArchived(channel);
  if (!isInside(call, channel) && !call.world.app.scopes.has("chat:write.public"))
    throw new MethodFailure("not_in_channel");
  if (!channel.members.includes(user)) throw new MethodFailure("user_not_in_channel");
  const content = messageContent(call, "msg_too_long");
  requireSomething(content);
  if ((content.text ?? "").length > 40_000) throw new MethodFailure("msg_too_long");
  const threadTs = threadArgument(call, channel);
  const message = addMessage(call.world, channel, {
    ...content,
    text: content.text ?? "",
    user: call.world.app.botUserId,
    visibleTo: user,
    ...(threadTs === undefined ? {} : { threadTs }),
  });
  return { message_ts: message.ts };
};
