import { chases } from "./chases.ts";
import type { ReminderSurface } from "./effect.ts";
import type { Incident, Instant } from "./incident.ts";
import { addMinutes, isBefore, later } from "./instant.ts";
import type { LevelTerms } from "./terms.ts";

/** What is due of an incident. A level of the ladder is named: `level:Director`. */
export type ClockKey = "acknowledge" | "lead" | "update" | "watch" | "post-mortem" | `level:${string}`;

/** How far a clock has come in its period. */
export interface ClockProgress {
  /** How often it has struck. */
  readonly stage: number;
  readonly struckAt?: Instant | undefined;
  /** Put off until then; once a period. */
  readonly snoozedUntil?: Instant | undefined;
  /** The messages that ask for it, oldest first: edited when it is no longer asked for. */
  readonly reminders?: readonly ReminderSurface[] | undefined;
}

/** One running clock. */
export interface Clock {
  readonly key: ClockKey;
  /** What was promised. Neither a strike nor a snooze moves it. */
  readonly dueAt: Instant;
  /** When it strikes next. Absent once all was said that it has to say, until somebody acts. */
  readonly strikesAt?: Instant | undefined;
  readonly stage: number;
  /** It was due, and was not met. */
  readonly isBreached: boolean;
  readonly snoozedUntil?: Instant | undefined;
  readonly level?: LevelTerms | undefined;
}

/** Every clock of an incident that runs now. What is rendered from it needs no other clock. */
export function clocksOf(incident: Incident): readonly Clock[] {
  if (incident.mergedInto) return [];
  if (incident.status === "resolved") return [...watch(incident), ...postMortem(incident)];
  return [...acknowledge(incident), ...lead(incident), ...update(incident), ...levels(incident)];
}

/** When the next clock of an incident strikes, if any runs. */
export function nextStrike(incident: Incident): Instant | undefined {
  const strikes = clocksOf(incident).flatMap(({ strikesAt }) => (strikesAt ? [strikesAt] : []));
  return strikes.length === 0 ? undefined : strikes.reduce((one, other) => (isBefore(other, one) ? other : one));
}

/** Strikes once; stays shown as missed until somebody answers. */
function acknowledge(incident: Incident): readonly Clock[] {
  const { acknowledgeBy } = incident.terms;
  return acknowledgeBy && !incident.acknowledged ? [once(incident, "acknowledge", acknowledgeBy)] : [];
}

function lead(incident: Incident): readonly Clock[] {
  const { from, leadWithinMinutes } = incident.terms;
  const since = incident.leadLeftAt ? later(from, incident.leadLeftAt) : from;
  return incident.roles.lead ? [] : [once(incident, "lead", addMinutes(since, leadWithinMinutes))];
}

/** The lead, then the channel, then a page, then the channel again: each an interval after the one before. */
function update(incident: Incident): readonly Clock[] {
  const { terms } = incident;
  const dueAt = addMinutes(incident.updatedAt ?? terms.from, terms.updateIntervalMinutes);
  const { stage, struckAt, snoozedUntil } = progressOf(incident, "update");
  const natural = struckAt ? addMinutes(struckAt, terms.updateIntervalMinutes) : later(dueAt, terms.since);
  const strikesAt = snoozedUntil && (!struckAt || isBefore(struckAt, snoozedUntil)) ? snoozedUntil : natural;
  return [{ key: "update", dueAt, strikesAt, stage, isBreached: struckAt !== undefined, snoozedUntil }];
}

/** A level reached stays reached, whatever the severity becomes. */
function levels(incident: Incident): readonly Clock[] {
  const { terms, acknowledged, reached } = incident;
  return terms.levels.flatMap((level) => {
    const isOver = reached.some(({ name }) => name === level.name);
    if (level.afterMinutes === undefined || isOver) return [];
    if (level.unless === "acknowledged" && acknowledged) return [];
    const dueAt = addMinutes(terms.from, level.afterMinutes);
    const strikesAt = later(dueAt, terms.since);
    return [{ key: `level:${level.name}`, dueAt, strikesAt, stage: 0, isBreached: false, level } satisfies Clock];
  });
}

function watch(incident: Incident): readonly Clock[] {
  if (!incident.resolvedAt || incident.confirmed) return [];
  return [
    { ...once(incident, "watch", addMinutes(incident.resolvedAt, incident.terms.watchMinutes)), isBreached: false },
  ];
}

/** "Within 48 hours, chased daily, then hourly in the last six hours, then overdue to the manager, until it is linked." */
function postMortem(incident: Incident): readonly Clock[] {
  const { resolvedAt, terms } = incident;
  if (!resolvedAt || incident.postMortem) return [];
  const dueAt = addMinutes(resolvedAt, terms.postMortemMinutes);
  const { stage, struckAt } = progressOf(incident, "post-mortem");
  const strikesAt = chases(resolvedAt, dueAt, struckAt ?? resolvedAt);
  const isBreached = struckAt !== undefined && !isBefore(struckAt, dueAt);
  return [{ key: "post-mortem", dueAt, strikesAt, stage, isBreached }];
}

function once(incident: Incident, key: ClockKey, dueAt: Instant): Clock {
  const { stage, struckAt } = progressOf(incident, key);
  // After a change of severity it may be due later than it struck: then it has not been missed after all.
  if (struckAt && !isBefore(struckAt, dueAt)) return { key, dueAt, stage, isBreached: true };
  return { key, dueAt, strikesAt: later(dueAt, incident.terms.since), stage: 0, isBreached: false };
}

export const progressOf = (incident: Incident, key: ClockKey): ClockProgress => incident.clocks[key] ?? { stage: 0 };
