import type { Effect } from "./effect.ts";
import type { RecordedEvent } from "./event.ts";
import type { Incident } from "./incident.ts";
import type { Owed } from "./owe.ts";
import { allPages, untold } from "./page.ts";
import type { PageEvent } from "./page-event.ts";
import { failuresBeforeFallback } from "./record-page.ts";

type Said = Readonly<Record<"card" | "line" | "topic" | "announcement", readonly Owed[]>>;

// What the pager is asked about a page, it must have had time to work off; what it says shows in one edit of the card.
const settleMs = 700;

/** What is owed because of what happened to a page. */
export function owedForPage(
  incident: Incident,
  event: PageEvent,
  { card, line, topic, announcement }: Said,
): readonly Owed[] {
  const owed = pageEffects(incident, event).map((effect) => ({ effect, delayMs: 0 }));
  const later = (all: readonly Owed[]) => all.map((one) => ({ ...one, delayMs: settleMs }));
  switch (event.kind) {
    case "level-called":
      return [...owed, ...line, ...card, ...topic, ...announcement];
    case "page-asked":
    case "page-failed":
    case "page-acknowledged":
    case "page-resolved-there":
      return [...owed, ...line, ...card];
    case "page-sent":
      return [...line, ...later([...owed, ...card])];
    case "page-found":
      return later(card);
    case "page-kept-open":
      return line;
    case "page-settled":
      return [];
  }
}

function pageEffects(incident: Incident, event: PageEvent): readonly Effect[] {
  const { severity, title } = incident;
  switch (event.kind) {
    case "page-asked": {
      const reason = event.text ? `${severity}: ${event.text} (${title})` : `${severity}: ${title}`;
      return [{ kind: "page", level: event.page.key, roles: [], reason, to: event.target }];
    }
    case "level-called": {
      const roles = event.level.page.map(({ role }) => role);
      const reason = `${event.level.name} is called for ${severity}: ${title}`;
      return roles.length > 0 ? [{ kind: "page", level: event.level.name, roles, reason }] : [];
    }
    case "page-sent":
      return event.sent.through === "log" ? [] : [{ kind: "follow-page", dedupKey: event.sent.dedupKey }];
    case "page-failed": {
      const isLate = event.times >= failuresBeforeFallback || event.isFinal;
      return isLate ? [{ kind: "call-otherwise", page: event.page.key }] : [];
    }
    case "page-found":
    case "page-acknowledged":
    case "page-resolved-there":
    case "page-kept-open":
    case "page-settled":
      return [];
  }
}

/** What is owed beside, whatever the event: the pager hears what it does not know, and a question that was answered shows it. */
export function settling(incident: Incident, recorded: readonly RecordedEvent[]): readonly Owed[] {
  const { resolveAsked } = incident;
  const isAnswered = recorded.some(({ version }) => version === resolveAsked?.answered);
  const effects: readonly Effect[] = [
    ...(allPages(incident).some((page) => untold(page) !== undefined) ? [{ kind: "settle-pages" } as const] : []),
    ...(isAnswered && resolveAsked ? [{ kind: "show", surface: `event-${resolveAsked.version}` } as const] : []),
  ];
  return effects.map((effect) => ({ effect, delayMs: 0 }));
}
