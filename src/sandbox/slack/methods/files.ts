import { isObject, type JsonObject, listAt, textAt } from "../json.ts";
import { filePayload } from "../state/files.ts";
import { postMessage } from "../state/messages.ts";
import type { Channel, StoredFile } from "../state/types.ts";
import { requireScope } from "./access.ts";
import { threadArgument } from "./chat.ts";
import { blocksArgument } from "./message-content.ts";
import {
  jsonArgument,
  listArgument,
  type Method,
  type MethodCall,
  MethodFailure,
  optionalText,
  requiredText,
} from "./method.ts";

const LONGEST_ALT_TEXT = 1000;

export const filesGetUploadUrlExternal: Method = (call) => {
  requireScope(call);
  const name = optionalText(call, "filename");
  const length = Number(optionalText(call, "length"));
  if (name === undefined || name === "" || !Number.isInteger(length)) throw new MethodFailure("missing_argument");
  if (length < 1) throw new MethodFailure("file_upload_size_restricted");
  const altText = optionalText(call, "alt_txt") ?? "";
  if (altText.length > LONGEST_ALT_TEXT) throw new MethodFailure("alt_txt_too_large");
  const id = call.world.ids.next("F");
  const created = { user: call.world.app.botUserId, createdMs: call.world.now(), declaredLength: length };
  call.world.files.set(id, { id, name, title: name, altText, ...created, isComplete: false, shares: [] });
  return { upload_url: `${call.world.url}/upload/${id}`, file_id: id };
};

/** Files become real only here, and shared only where a channel is named. */
export const filesCompleteUploadExternal: Method = (call) => {
  requireScope(call);
  const files = uploadedFiles(call);
  const channels = [optionalText(call, "channel_id") ?? "", ...listArgument(call, "channels")].filter(
    (id) => id !== "",
  );
  const targets = channels.map((id) => sharingChannel(call, id));
  for (const { file, title } of files) {
    file.title = title;
    file.isComplete = true;
  }
  for (const channel of targets)
    share(
      call,
      channel,
      files.map(({ file }) => file),
    );
  return { files: files.map(({ file }) => filePayload(call.world, file.id)) };
};

export const filesInfo: Method = (call) => {
  requireScope(call);
  const file = call.world.files.get(requiredText(call, "file"));
  if (file === undefined || !file.isComplete) throw new MethodFailure("file_not_found");
  return { file: filePayload(call.world, file.id), comments: [], response_metadata: { next_cursor: "" } };
};

function uploadedFiles(call: MethodCall): readonly { readonly file: StoredFile; readonly title: string }[] {
  const given = listAt({ files: jsonArgument(call, "files") }, "files").filter(isObject);
  if (given.length === 0) throw new MethodFailure("invalid_arguments", ["[ERROR] missing required field: files"]);
  return given.map((one: JsonObject) => {
    const file = call.world.files.get(textAt(one, "id"));
    if (file === undefined || file.content === undefined || file.isComplete) throw new MethodFailure("file_not_found");
    return { file, title: textAt(one, "title") || file.name };
  });
}

function sharingChannel(call: MethodCall, id: string): Channel {
  const channel = call.world.channels.get(id);
  if (channel === undefined) throw new MethodFailure("channel_not_found");
  if (!channel.members.includes(call.world.app.botUserId)) throw new MethodFailure("not_in_channel");
  if (channel.isArchived) throw new MethodFailure("posting_to_channel_denied");
  return channel;
}

function share(call: MethodCall, channel: Channel, files: readonly StoredFile[]): void {
  const blocks = blocksArgument(call, "invalid_blocks", "invalid_blocks");
  const comment = optionalText(call, "initial_comment") ?? "";
  const threadTs = threadArgument(call, channel, "invalid_channel");
  const message = postMessage(call.world, channel, {
    user: call.world.app.botUserId,
    text: comment,
    files: files.map(({ id }) => id),
    ...(blocks === undefined ? {} : { blocks }),
    ...(threadTs === undefined ? {} : { threadTs }),
  });
  for (const file of files) file.shares.push({ channel: channel.id, ts: message.ts });
}
