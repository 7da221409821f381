import { ageOf, durationWords } from "../../../targets/kubernetes/age.ts";

/** Milliseconds as kubectl prints them: two units at most, the larger the coarser. */
export const duration = (ms: number): string => (Number.isNaN(ms) ? "<unknown>" : durationWords(Math.floor(ms / 1000)));

/** Since a moment written as text; `<unknown>` when there is none. */
export const since = (moment: string, now: number): string => ageOf(moment, new Date(now));
