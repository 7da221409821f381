import { readTime } from "../read-time.ts";
import type { OpenWindow, Refused } from "../target.ts";
import { readSeconds } from "./read-seconds.ts";

export interface SilenceTimes {
  readonly kind: "times";
  /** Both ISO times. */
  readonly startsAt: string;
  readonly endsAt: string;
}

interface Written {
  readonly duration?: string | undefined;
  readonly startsAt?: string | undefined;
  readonly endsAt?: string | undefined;
}

/** From when until when. A silence without an end is refused: nobody would remember it. */
export function timesOf({ duration, startsAt, endsAt }: Written, now: number): SilenceTimes | Refused {
  const start = startsAt === undefined ? now : readTime(startsAt, now);
  if (start === undefined) return refused(`startsAt: "${startsAt}" is not a time`);
  const end = endsAt === undefined ? endAfter(Math.max(start, now), duration) : readTime(endsAt, now);
  if (end === undefined) {
    return refused(
      endsAt === undefined
        ? "a silence needs an end: give it a duration or endsAt"
        : `endsAt: "${endsAt}" is not a time`,
    );
  }
  if (end <= Math.max(start, now)) return refused("it would be over before it begins");
  return { kind: "times", startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() };
}

/** A silence that begins in a maintenance window is for the maintenance, and ends with it. */
export function endingWith(times: SilenceTimes, window: OpenWindow | undefined): SilenceTimes {
  const isWithin = window && Date.parse(times.startsAt) < Date.parse(window.until);
  if (!isWithin || Date.parse(times.endsAt) <= Date.parse(window.until)) return times;
  return { ...times, endsAt: new Date(window.until).toISOString() };
}

function endAfter(start: number, duration: string | undefined): number | undefined {
  const seconds = duration === undefined ? undefined : readSeconds(duration);
  return seconds === undefined ? undefined : start + seconds * 1000;
}

function refused(reason: string): Refused {
  return { kind: "refused", reason };
}
