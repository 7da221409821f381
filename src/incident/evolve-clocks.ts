import type { ClockKey, ClockProgress } from "./clock.ts";
import type { ClockStruck, RecordedEvent } from "./event.ts";
import type { Incident, Instant, PersonId } from "./incident.ts";

/** Whoever looks into it first is remembered. */
export const acknowledgedBy = (incident: Incident, by: PersonId, at: Instant): Incident =>
  incident.acknowledged ? incident : { ...incident, acknowledged: { at, by } };

/** What these clocks asked for has been done. Their messages are known until the next such event, to be edited by this one. */
export function settled(incident: Incident, ...keys: readonly ClockKey[]): Incident {
  const clocks: Partial<Record<ClockKey, ClockProgress>> = {};
  for (const [key, progress] of entriesOf(incident.clocks)) {
    const isOver = progress.stage === 0 && progress.snoozedUntil === undefined;
    if (!keys.includes(key)) {
      if (!isOver) clocks[key] = progress;
    } else if (!isOver && progress.reminders) clocks[key] = { stage: 0, reminders: progress.reminders };
  }
  return { ...incident, clocks };
}

const mostReminders = 3;

export function struck(incident: Incident, { at, version }: RecordedEvent, event: ClockStruck): Incident {
  const { clock, level, stage } = event;
  if (clock.startsWith("level:")) {
    const reached = [...incident.reached, { name: clock.slice("level:".length), at }];
    return { ...incident, reached, outageSince: level?.declaresOutage ? at : incident.outageSince };
  }
  const before = incident.clocks[clock];
  const reminder = event.reminds ? (`reminder-${version}` as const) : (`event-${version}` as const);
  // A reminder that was put off says so; the one that follows is another.
  const reminders = [...(before?.reminders ?? []), reminder].slice(-mostReminders);
  const progress = { stage, struckAt: at, snoozedUntil: before?.snoozedUntil, reminders };
  return { ...incident, clocks: { ...incident.clocks, [clock]: progress } };
}

/** Every clock of the incident that has struck or been put off. */
export const entriesOf = (clocks: Incident["clocks"]): readonly (readonly [ClockKey, ClockProgress])[] =>
  Object.entries(clocks).flatMap(([key, progress]) => (isClockKey(key) && progress ? [[key, progress] as const] : []));

const isClockKey = (key: string): key is ClockKey =>
  ["acknowledge", "lead", "update", "watch", "post-mortem"].includes(key) || key.startsWith("level:");
