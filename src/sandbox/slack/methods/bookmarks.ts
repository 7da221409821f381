import type { JsonObject } from "../json.ts";
import type { Bookmark, Channel } from "../state/types.ts";
import { isInside, visibleChannel } from "./access.ts";
import { type Method, type MethodCall, MethodFailure, optionalText, requiredText } from "./method.ts";

const MOST_BOOKMARKS = 100;

export const bookmarksAdd: Method = (call) => {
  const channel = writableChannel(call);
  const title = requiredText(call, "title");
  if (requiredText(call, "type") !== "link") throw new MethodFailure("invalid_bookmark_type");
  const link = linkOf(requiredText(call, "link"));
  const emoji = emojiArgument(call);
  if (channel.bookmarks.length >= MOST_BOOKMARKS) throw new MethodFailure("too_many_bookmarks");
  const bookmark = { id: call.world.ids.next("Bk"), title, link, ...(emoji === undefined ? {} : { emoji }) };
  channel.bookmarks.push(bookmark);
  call.world.changes.notify();
  return { bookmark: payload(channel, bookmark) };
};

export const bookmarksEdit: Method = (call) => {
  const channel = writableChannel(call);
  const bookmark = bookmarkArgument(call, channel);
  const link = optionalText(call, "link");
  const emoji = emojiArgument(call);
  if (link !== undefined) bookmark.link = linkOf(link);
  if (emoji !== undefined) bookmark.emoji = emoji;
  bookmark.title = optionalText(call, "title") ?? bookmark.title;
  call.world.changes.notify();
  return { bookmark: payload(channel, bookmark) };
};

export const bookmarksRemove: Method = (call) => {
  const channel = writableChannel(call);
  channel.bookmarks.splice(channel.bookmarks.indexOf(bookmarkArgument(call, channel)), 1);
  call.world.changes.notify();
  return {};
};

export const bookmarksList: Method = (call) => {
  const channel = visibleChannel(call, "channel_id");
  return { bookmarks: channel.bookmarks.map((bookmark) => payload(channel, bookmark)) };
};

function writableChannel(call: MethodCall): Channel {
  const channel = visibleChannel(call, "channel_id");
  if (!isInside(call, channel)) throw new MethodFailure("access_denied");
  if (channel.isArchived) throw new MethodFailure("permission_denied");
  return channel;
}

function bookmarkArgument(call: MethodCall, channel: Channel): Bookmark {
  const id = requiredText(call, "bookmark_id");
  const found = channel.bookmarks.find((bookmark) => bookmark.id === id);
  if (found === undefined) throw new MethodFailure("not_found");
  return found;
}

function linkOf(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new MethodFailure("invalid_link");
  return text;
}

function emojiArgument(call: MethodCall): string | undefined {
  const emoji = optionalText(call, "emoji");
  if (emoji !== undefined && !/^:[a-z0-9_+'-]+:$/.test(emoji)) throw new MethodFailure("invalid_emoji");
  return emoji;
}

function payload(channel: Channel, bookmark: Bookmark): JsonObject {
  return { channel_id: channel.id, type: "link", ...bookmark };
}
