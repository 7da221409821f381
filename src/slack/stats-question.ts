import type { StatsQuestion } from "../store/incident-figures.ts";

/** `30 podcast-analytics`: what the buttons of the figures carry. */
export function writeStatsQuestion({ days, service }: StatsQuestion): string {
  return service === undefined ? String(days) : `${days} ${service}`;
}

/** Undefined when the text is not one of ours. */
export function readStatsQuestion(text: string | undefined): StatsQuestion | undefined {
  const [, days, service] = /^(\d{1,3})(?: (\S{1,80}))?$/.exec(text ?? "") ?? [];
  return days === undefined ? undefined : { days: Number(days), service };
}
