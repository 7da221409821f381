import type { Surface } from "../incident/effect.ts";
import type { Incident } from "../incident/incident.ts";
import { announcement } from "../slack/messages/announcement.ts";
import { card } from "../slack/messages/card.ts";
import { eventLine } from "../slack/messages/event-line.ts";
import type { Message } from "../slack/messages/message.ts";
import { eventsSince } from "../store/events.ts";
import type { EffectContext } from "./context.ts";

/** What a surface is to say now; nothing where an event has no line. */
export async function render(
  incident: Incident,
  surface: Surface,
  { db, catalog }: EffectContext,
): Promise<Message | undefined> {
  const service = catalog().services.find((one) => one.key === incident.service);
  if (surface === "card") return card(incident, service);
  if (surface === "announcement") return announcement(incident, service);
  const version = Number(surface.slice("event-".length));
  const [recorded] = await eventsSince(db, incident.id, version - 1, version);
  return recorded && eventLine(incident, recorded);
}
