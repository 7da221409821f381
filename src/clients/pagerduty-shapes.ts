import { z } from "zod";
import type { OnCallLevel, PagerIncident, PagerPerson } from "./pager.ts";

/** What we read of PagerDuty's answers; everything else in them is ignored. */

const person = z
  .object({ id: z.string(), name: z.string().nullish(), summary: z.string().nullish(), email: z.string().nullish() })
  .transform(
    ({ id, name, summary, email }): PagerPerson => ({ id, name: name ?? summary ?? id, email: email ?? undefined }),
  );

const incident = z
  .object({
    id: z.string(),
    status: z.enum(["triggered", "acknowledged", "resolved"]),
    html_url: z.string().nullish(),
    assignments: z.array(z.object({ assignee: person })).nullish(),
    acknowledgements: z.array(z.object({ acknowledger: person })).nullish(),
  })
  .transform(
    (it): PagerIncident => ({
      id: it.id,
      status: it.status,
      url: it.html_url ?? undefined,
      assignees: (it.assignments ?? []).map(({ assignee }) => assignee),
      acknowledgedBy: (it.acknowledgements ?? []).map(({ acknowledger }) => acknowledger),
    }),
  );

export const incidentAnswer = z.object({ incident });
export const incidentsAnswer = z.object({ incidents: z.array(incident) });
export const usersAnswer = z.object({ users: z.array(person) });
export const serviceAnswer = z.object({ service: z.object({ escalation_policy: z.object({ id: z.string() }) }) });
export const eventAnswer = z.object({ status: z.literal("success") });
export const anyAnswer = z.object({});

/** One page of `/oncalls`. */
export const onCallsAnswer = z.object({
  oncalls: z.array(z.object({ escalation_level: z.number(), user: person })),
  more: z.boolean().nullish(),
});

type OnCall = z.output<typeof onCallsAnswer>["oncalls"][number];

/** Someone may be on a level twice, by schedule and by name. */
export function levelsOf(calls: readonly OnCall[]): readonly OnCallLevel[] {
  const levels = new Map<number, Map<string, PagerPerson>>();
  for (const { escalation_level, user } of calls) {
    const people = levels.get(escalation_level) ?? new Map<string, PagerPerson>();
    levels.set(escalation_level, people.set(user.id, user));
  }
  return [...levels].sort(([a], [b]) => a - b).map(([level, people]) => ({ level, people: [...people.values()] }));
}
