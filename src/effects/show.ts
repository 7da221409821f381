import { createHash } from "node:crypto";
import { Fault } from "../clients/fault.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { Surface } from "../incident/effect.ts";
import type { Incident } from "../incident/incident.ts";
import type { Message } from "../slack/messages/message.ts";
import { userOf } from "../slack/person.ts";
import { findMessage, forgetMessage, type MessagePlace, rememberSent, reserveMessage } from "../store/messages.ts";
import type { EffectContext } from "./context.ts";
import { findPosted } from "./find-posted.ts";
import { type Rendered, render } from "./render.ts";

/**
 * Makes one message say what is true now: posts it, edits it, or leaves it. The place is reserved before Slack is asked; only
 * when an answer was lost is the channel's history searched for it.
 */
export async function show(
  incident: Incident,
  surface: Surface,
  context: EffectContext,
): Promise<readonly IncidentCommand[]> {
  const rendered = await render(incident, surface, context);
  if (!rendered) return [];
  const wanted = rendered.message;
  const place = { incident: incident.id, surface };
  const shown = await findMessage(context.db, place);
  switch (shown?.kind) {
    case undefined: {
      const channel = await channelFor(incident, surface, rendered, context);
      if (channel) await post(place, channel, wanted, context);
      return [];
    }
    case "sending": {
      const ts = await findPosted(place, shown, context);
      if (ts) await edit(place, { channel: shown.channel, ts }, wanted, context);
      else await post(place, shown.channel, wanted, context);
      return [];
    }
    case "sent":
      if (shown.hash !== hashOf(wanted)) await edit(place, shown, wanted, context);
      return [];
  }
}

async function channelFor(
  incident: Incident,
  surface: Surface,
  { to }: Rendered,
  { channels, catalog }: EffectContext,
): Promise<string | undefined> {
  if (to) return channels.directWith(userOf(to));
  if (surface !== "announcement") return incident.channel?.id;
  return channels.idOf(catalog().organization.announcementChannel);
}

async function post(
  place: MessagePlace,
  channel: string,
  message: Message,
  { slack, db }: EffectContext,
): Promise<void> {
  await reserveMessage(db, { ...place, channel });
  try {
    const sent = await slack.call("chat.postMessage", {
      channel,
      ...message,
      unfurl_links: false,
      unfurl_media: false,
    });
    await rememberSent(db, { ...place, channel: sent.channel, ts: sent.ts, hash: hashOf(message) });
  } catch (error) {
    if (error instanceof Fault && error.service === "slack" && error.outcome === "not-done") {
      await forgetMessage(db, place);
    }
    throw error;
  }
}

/** A message that somebody deleted is posted anew. */
async function edit(
  place: MessagePlace,
  { channel, ts }: { readonly channel: string; readonly ts: string },
  message: Message,
  context: EffectContext,
): Promise<void> {
  try {
    await context.slack.call("chat.update", { channel, ts, ...message });
    await rememberSent(context.db, { ...place, channel, ts, hash: hashOf(message) });
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "message_not_found") throw error;
    await forgetMessage(context.db, place);
    await post(place, channel, message, context);
  }
}

const hashOf = (message: Message): string => createHash("sha256").update(JSON.stringify(message)).digest("hex");
