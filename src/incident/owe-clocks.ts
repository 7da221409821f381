import type { Effect, ReminderSurface } from "./effect.ts";
import type { ClockStruck } from "./event.ts";
import { entriesOf } from "./evolve-clocks.ts";
import type { Incident } from "./incident.ts";
import { minutesBetween } from "./instant.ts";
import { onCall } from "./terms.ts";

/** The call that a clock owes when it strikes. */
export function pagesOf(incident: Incident, event: ClockStruck): readonly Effect[] {
  const roles = event.pages.map(({ role }) => role);
  if (roles.length === 0) return [];
  const level = event.clock.startsWith("level:") ? event.clock.slice("level:".length) : event.clock;
  return [
    { kind: "page", level, roles, reason: `${reasonOf(incident, event)} ${incident.severity}: ${incident.title}` },
  ];
}

/** Everybody of the service's ladder at once; who is on call is called by the declaration itself. */
export function emergencyPages({ terms, severity, title }: Incident): readonly Effect[] {
  const roles = new Set(terms.levels.flatMap(({ page }) => page.map(({ role }) => role)));
  roles.delete(onCall);
  if (!terms.calls || roles.size === 0) return [];
  return [{ kind: "page", level: "emergency", roles: [...roles], reason: `EMERGENCY ${severity}: ${title}` }];
}

/** Lines that asked in vain before this strike: the newest asks from now on. */
export function supersededLines({ clocks }: Incident, { clock }: ClockStruck): readonly ReminderSurface[] {
  return (clocks[clock]?.reminders ?? []).slice(0, -1).filter((surface) => surface.startsWith("event-"));
}

/** Messages that asked for something which has been done, or put off: they are edited to say so. */
export function settledReminders({ clocks }: Incident): readonly ReminderSurface[] {
  return entriesOf(clocks).flatMap(([, { stage, reminders }]) => (stage === 0 ? (reminders ?? []) : []));
}

function reasonOf({ terms, updatedAt }: Incident, { clock, dueAt, level }: ClockStruck): string {
  if (level) return level.announce;
  const promised = minutesBetween(clock === "update" ? (updatedAt ?? terms.from) : terms.from, dueAt);
  return clock === "update"
    ? `Nobody has posted the update that was due after ${promised} minutes.`
    : `Nobody has acknowledged it within ${promised} minutes.`;
}
