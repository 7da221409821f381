import { Fault } from "../clients/fault.ts";
import type { Effect } from "../incident/effect.ts";
import type { Incident } from "../incident/incident.ts";
import type { EffectContext } from "./context.ts";

/** Somebody may have taken the app out of a channel: into a public one it goes back by itself, once. */
export async function joinAndRetry<Result>(
  incident: Incident,
  effect: Effect,
  context: EffectContext,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "not_in_channel") throw error;
    const channel = await channelOf(incident, effect, context);
    if (channel === undefined) throw error;
    // What can be done about it is known for the first error, not for this one.
    await context.slack.call("conversations.join", { channel }).catch(() => {
      throw error;
    });
    return work();
  }
}

async function channelOf(
  incident: Incident,
  effect: Effect,
  { channels, catalog }: EffectContext,
): Promise<string | undefined> {
  const isAnnouncement = effect.kind === "show" && effect.surface === "announcement";
  return isAnnouncement ? channels.idOf(catalog().organization.announcementChannel) : incident.channel?.id;
}
