import { Fault } from "../clients/fault.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { Effect } from "../incident/effect.ts";
import type { Incident } from "../incident/incident.ts";
import { timelineOf } from "../incident/timeline.ts";
import { reference } from "../slack/messages/labels.ts";
import { peopleIn, timelineText } from "../slack/messages/timeline.ts";
import { userOf } from "../slack/person.ts";
import { eventsSince } from "../store/events.ts";
import type { EffectContext } from "./context.ts";
import { sendFile } from "./upload.ts";

/** The timeline as a file in a direct message: an answer that only one person sees cannot hold files. */
export async function sendTimeline(
  incident: Incident,
  { to, version }: Extract<Effect, { kind: "send-timeline" }>,
  context: EffectContext,
): Promise<readonly IncidentCommand[]> {
  const { channels } = context;
  const title = `Timeline of ${reference(incident)}`;
  const name = `${reference(incident).toLowerCase()}-timeline.txt`;
  const channel = await channels.directWith(userOf(to));
  const content = await textOf(incident, version, context);
  await sendFile(`${incident.id}:send-timeline-${version}`, { name, content }, title, { channel }, context);
  return [];
}

async function textOf(incident: Incident, version: number, context: EffectContext): Promise<Uint8Array> {
  const lines = timelineOf(await eventsSince(context.db, incident.id, 0, version));
  const names = await namesOf(peopleIn(incident, lines), context);
  return new TextEncoder().encode(timelineText(incident, lines, names));
}

/** Whoever Slack cannot name keeps their id. */
async function namesOf(users: readonly string[], { slack }: EffectContext): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const user of users) {
    try {
      const found = await slack.call("users.info", { user });
      names.set(user, found.user.real_name || found.user.name || user);
    } catch (error) {
      if (!(error instanceof Fault) || error.retry.kind !== "never") throw error;
    }
  }
  return names;
}
