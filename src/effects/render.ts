import type { Surface } from "../incident/effect.ts";
import type { Incident, PersonId } from "../incident/incident.ts";
import { openRunbook } from "../incident/open-runbook.ts";
import { findRun } from "../incident/run.ts";
import { occasionOf } from "../runbook/occasion-of.ts";
import type { Shelf } from "../shelf.ts";
import { announcement } from "../slack/messages/announcement.ts";
import { brief } from "../slack/messages/brief.ts";
import { card } from "../slack/messages/card.ts";
import { checklist } from "../slack/messages/checklist.ts";
import { eventLine } from "../slack/messages/event-line.ts";
import type { Message } from "../slack/messages/message.ts";
import { reminder } from "../slack/messages/reminder.ts";
import { runMessage } from "../slack/messages/run-message.ts";
import { eventsSince } from "../store/events.ts";
import { evidenceOf } from "../store/runs.ts";
import { findListedRun } from "../store/runs-list.ts";
import { picturesOf } from "../store/runs-pictures.ts";
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
  context: EffectContext,
): Promise<Rendered | undefined> {
  const { db, catalog, runbooks } = context;
  const service = catalog().services.find((one) => one.key === incident.service);
  if (surface === "card") {
    const ranked = incident.status === "resolved" ? [] : runbooks.opened(incident.service)?.rank(occasionOf(incident));
    const fitting = (ranked ?? []).filter(({ isFitting }) => isFitting).slice(0, 2);
    return { message: card(incident, service, fitting) };
  }
  if (surface === "announcement") return { message: announcement(incident, service) };
  if (surface.startsWith("runbook-")) return renderRunbook(incident, surface.slice("runbook-".length), runbooks);
  if (surface.startsWith("run-")) return renderRun(incident, Number(surface.slice("run-".length)), context);
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

async function renderRun(incident: Incident, run: number, { db, runs }: EffectContext): Promise<Rendered | undefined> {
  const summary = findRun(incident, run);
  const listed = await findListedRun(db, incident.id, run);
  if (!summary || !listed) return undefined;
  const evidence = await evidenceOf(db, incident.id, run);
  const pictures = await picturesOf(db, incident.id, run);
  const printed = (item: number) => runs.printed({ incident: incident.id, run, item });
  return { message: runMessage({ incident, summary, plan: listed.started, evidence, printed, pictures }) };
}

async function renderRunbook(incident: Incident, slug: string, runbooks: Shelf): Promise<Rendered | undefined> {
  const open = openRunbook(incident, slug);
  if (!open) return undefined;
  const library = await runbooks.open(incident.service);
  return { message: checklist({ incident, slug, open }, library.open(slug, incident.service)) };
}
