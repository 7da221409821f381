import type { Service } from "../../catalog/types.ts";
import { Fault } from "../../clients/fault.ts";
import { findIncidentByChannel } from "../../store/find-incident-by-channel.ts";
import type { SlackContext } from "../context.ts";

/** The service that a channel is about: that of its incident, or whose own channel it is. */
export async function serviceHere(
  context: SlackContext,
  { channel, channelName }: { readonly channel: string; readonly channelName?: string | undefined },
): Promise<Service | undefined> {
  const { services } = context.catalog();
  const incident = await findIncidentByChannel(context.pool, channel);
  if (incident) return services.find(({ key }) => key === incident.service);
  const name = channelName ?? (await nameOf(context, channel));
  return services.find((service) => service.channel.replace(/^#/, "") === name);
}

/** A channel that Slack does not name for us is about nothing. */
export async function nameOf({ slack }: SlackContext, channel: string): Promise<string | undefined> {
  try {
    return (await slack.call("conversations.info", { channel })).channel.name;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
