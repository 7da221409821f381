import { type Clock, clocksOf } from "./clock.ts";
import type { ClockStruck } from "./event.ts";
import type { Incident, Instant, PersonId } from "./incident.ts";
import { isBefore, minutesBetween } from "./instant.ts";
import { type Callee, onCall } from "./terms.ts";

/**
 * Every clock that is due, struck once: what was missed while nobody was there to strike it says how late it is, and is not made
 * up for. Too early, or twice, strikes nothing.
 */
export function strikes(incident: Incident, now: Instant): readonly ClockStruck[] {
  return clocksOf(incident).flatMap((clock) =>
    clock.strikesAt && !isBefore(now, clock.strikesAt) ? [strike(incident, clock, clock.strikesAt, now)] : [],
  );
}

function strike(incident: Incident, clock: Clock, strikesAt: Instant, now: Instant): ClockStruck {
  return {
    kind: "clock-struck",
    clock: clock.key,
    stage: clock.stage + 1,
    dueAt: clock.dueAt,
    lateMinutes: minutesBetween(strikesAt, now),
    reminds: reminded(incident, clock, now),
    pages: incident.isDrill ? [] : called(incident, clock),
    level: clock.level && {
      announce: clock.level.announce,
      declaresOutage: clock.level.declaresOutage,
    },
  };
}

/** The first reminder of an update is for the lead alone, and a post-mortem until it is overdue. Without a lead it is said in the channel. */
function reminded({ roles }: Incident, { key, stage, dueAt }: Clock, now: Instant): PersonId | undefined {
  const isPrivate = (key === "update" && stage === 0) || (key === "post-mortem" && isBefore(now, dueAt));
  return isPrivate ? roles.lead : undefined;
}

const pagingStage = 3;

function called(incident: Incident, { key, stage, level }: Clock): readonly Callee[] {
  const { calls, levels } = incident.terms;
  if (level) return level.afterMinutes === 0 && incident.parts.page ? level.page.filter(isNotOnCall) : level.page;
  if (!calls) return [];
  const isMissed = key === "acknowledge" || (key === "update" && stage + 1 === pagingStage);
  if (!isMissed) return [];
  const held = levels.flatMap(({ page }) => page).find(({ role }) => role === onCall);
  return [held ?? { role: onCall, name: "On-call engineer" }];
}

/** The page of the declaration has called them already. */
const isNotOnCall = ({ role }: Callee): boolean => role !== onCall;
