import type { IncidentCommand } from "../incident/command.ts";
import type { Incident } from "../incident/incident.ts";
import { bookmarks } from "../slack/messages/bookmarks.ts";
import type { EffectContext } from "./context.ts";

/** Adds the service's links that the channel does not hold yet. */
export async function addBookmarks(
  incident: Incident,
  { slack, catalog }: EffectContext,
): Promise<readonly IncidentCommand[]> {
  if (!incident.channel) return [];
  const channel_id = incident.channel.id;
  const wanted = bookmarks(catalog().services.find((one) => one.key === incident.service));
  const present = await slack.call("bookmarks.list", { channel_id });
  const links = new Set(present.bookmarks.map((bookmark) => bookmark.link));
  for (const bookmark of wanted.filter(({ link }) => !links.has(link))) {
    await slack.call("bookmarks.add", { channel_id, type: "link", ...bookmark });
  }
  return [];
}
