import type { Surface } from "../incident/effect.ts";
import type { Incident, PersonId } from "../incident/incident.ts";
import { openRunbook } from "../incident/open-runbook.ts";
import { occasionOf } from "../runbook/occasion-of.ts";
import type { Shelf } from "../shelf.ts";
import { announcement } from "../slack/messages/announcement.ts";
import { brief } from "../slack/messages/brief.ts";
import { card } from "../slack/messages/card.ts";
import { checklist } from "../slack/messages/checklist.ts";
import { eventLine } from "../slack/messages/event-line.ts";
import type { Message } from "../slack/messages/message.ts";
import { reminder } from "../slack/messages/reminder.ts";
import { eventsSince } from "../store/events.ts";
import type { EffectContext } from "./context.ts";

/** `to`: the person whom it tells in private. */
export interface Rendered {
  readonly message: Message;
  readonly to?: PersonId | undefined;
}

/** What a surface is to say now; nothing where an event has no line. */
export async function render(
  incident: Incident,
  surface: Surface,
  { db, catalog, runbooks }: EffectContext,
): Promise<Rendered | undefined> {
  const service = catalog().services.find((one) => one.key === incident.service);
  if (surface === "card") {
    const ranked = incident.status === "resolved" ? [] : runbooks.opened(incident.service)?.rank(occasionOf(incident));
    const fitting = (ranked ?? []).filter(({ isFitting }) => isFitting).slice(0, 2);
    return { message: card(incident, service, fitting) };
  }
  if (surface === "announcement") return { message: announcement(incident, service) };
  if (surface.startsWith("runbook-")) return renderRunbook(incident, surface.slice("runbook-".length), runbooks);
  const version = Number(surface.slice(surface.indexOf("-") + 1));
  const [recorded] = await eventsSince(db, incident.id, version - 1, version);
  if (!recorded) return undefined;
  const { event } = recorded;
  if (surface.startsWith("reminder-")) {
    if (event.kind !== "clock-struck" || !event.reminds) return undefined;
    return { message: reminder(incident, event, recorded), to: event.reminds };
  }
  const told = surface.startsWith("brief-") ? brief(incident, recorded) : undefined;
  if (told) return told;
  const message = eventLine(incident, recorded);
  return message && { message };
}

async function renderRunbook(incident: Incident, slug: string, runbooks: Shelf): Promise<Rendered | undefined> {
  const open = openRunbook(incident, slug);
  if (!open) return undefined;
  const library = await runbooks.open(incident.service);
  return { message: checklist({ incident, slug, open }, library.open(slug, incident.service)) };
}
