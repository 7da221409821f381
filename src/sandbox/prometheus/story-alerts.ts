import type { StoryCourse } from "./story-course.ts";

export interface StoryAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** ISO time. */
  readonly since: string;
}

/** The alerts that stand at a moment: those of the bad deploy, and none on a normal day. */
export function storyAlerts(course: StoryCourse, now: number): readonly StoryAlert[] {
  if (course.badness(now) < 0.2) return [];
  const service = { job: "podcast-api", service: "podcast-analytics" };
  const since = (minutes: number) => new Date(course.deployedAt + minutes * 60_000).toISOString();
  return [
    {
      labels: { alertname: "HighErrorRate", severity: "critical", ...service },
      annotations: { summary: "More than 5 % of the API's requests fail" },
      since: since(5),
    },
    {
      labels: { alertname: "ElevatedLatency", severity: "warning", ...service },
      annotations: { summary: "95th percentile latency above 1 s" },
      since: since(1),
    },
  ];
}
