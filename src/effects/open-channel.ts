import { Fault } from "../clients/fault.ts";
import { channelName } from "../incident/channel-name.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { ChannelRef, Incident } from "../incident/incident.ts";
import { findAttempt, forgetAttempt, rememberAttempt } from "../store/attempts.ts";
import { findIncidentByChannel } from "../store/find-incident-by-channel.ts";
import type { EffectContext } from "./context.ts";

const mostNames = 20;

/** The name that was being tried, and which of the incident's names it is. */
interface Naming {
  readonly name: string;
  readonly attempt: number;
}

/**
 * Opens the incident's channel. The name is written down before Slack is asked, so that a channel whose creation was never
 * answered is found again by its name instead of being made twice.
 */
export async function openChannel(incident: Incident, context: EffectContext): Promise<readonly IncidentCommand[]> {
  if (incident.channel) return [];
  if (incident.place) return useChannel(incident, incident.place, context);
  const key = `${incident.id}:open-channel`;
  const earlier = await findAttempt<Naming>(context.db, key);
  const found = earlier && (await context.channels.madeByUs(earlier.body.name));
  if (found) return [{ kind: "record-channel", incident: incident.id, channel: { id: found.id, name: found.name } }];
  for (let attempt = earlier?.body.attempt ?? 1; attempt <= mostNames; attempt++) {
    const name = channelName(incident, attempt);
    await rememberAttempt<Naming>(context.db, key, { name, attempt });
    const channel = await create(name, incident.isPrivate, key, context);
    if (channel)
      return [{ kind: "record-channel", incident: incident.id, channel: { id: channel.id, name: channel.name } }];
  }
  throw new Fault(`Every channel name like ${channelName(incident, 1)} is taken`, {
    service: "slack",
    code: "name_taken",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: "Rename an old channel of that name, then press Retry.",
  });
}

/** A channel that is there already. The bot comes in by itself where it may. */
async function useChannel(incident: Incident, place: ChannelRef, { slack, db }: EffectContext) {
  const owner = await findIncidentByChannel(db, place.id);
  if (owner) throw taken(place, owner.number);
  const joined = await slack.call("conversations.join", { channel: place.id }).catch((error: unknown) => {
    if (!(error instanceof Fault) || error.code !== "method_not_supported_for_channel_type") throw error;
    // Into a private channel nobody comes uninvited; whether the bot is in it shows with the card.
    return undefined;
  });
  const name = joined?.channel?.name ?? place.name;
  return [{ kind: "record-channel", incident: incident.id, channel: { id: place.id, name } } as const];
}

const taken = ({ name }: ChannelRef, owner: number): Fault =>
  new Fault(`#${name} is the channel of INC-${owner}`, {
    service: "slack",
    code: "channel_taken",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: "Declare it anew without convert, or merge the two.",
  });

/** Nothing when the name is taken. A refusal forgets the attempt: there is nothing to look for. */
async function create(name: string, isPrivate: boolean, key: string, { slack, db }: EffectContext) {
  try {
    return (await slack.call("conversations.create", { name, is_private: isPrivate })).channel;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.outcome === "not-done") await forgetAttempt(db, key);
    if (error.code === "name_taken") return undefined;
    throw error;
  }
}
