import { Fault } from "../clients/fault.ts";
import type { PagerIncident } from "../clients/pager.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { Incident } from "../incident/incident.ts";
import { allPages, type PageState } from "../incident/page.ts";
import { pagerPerson } from "../incident/pager-person.ts";
import { rememberPagerIncident } from "../store/pager-incidents.ts";
import { findPersonOfPager } from "../store/pager-people.ts";
import type { EffectContext } from "./context.ts";
import { learnPeople } from "./pager-users.ts";
import type { PerformResult } from "./perform-result.ts";

const delaysMs = [1000, 2000, 5000, 10_000];

/** Asks the pager whom a page calls: what was sent as an event becomes an incident there a little later. */
export async function followPage(
  incident: Incident,
  dedupKey: string,
  attempt: number,
  context: EffectContext,
): Promise<PerformResult> {
  const page = allPages(incident).find(({ sent, closedAt }) => sent?.dedupKey === dedupKey && !closedAt);
  if (!page) return { kind: "done", commands: [] };
  const { pager, canAsk, onCallOf } = context.pagers.of(page.service ?? incident.service, incident.isDrill);
  if (!canAsk) return { kind: "done", commands: [] };
  try {
    const found = await pager.findIncident(dedupKey);
    const afterMs = delaysMs[attempt - 1];
    if (!found && afterMs !== undefined) return { kind: "retry", afterMs, commands: [] };
    if (!found) return known({ people: [], problem: "it has not opened an incident for it" });
    await rememberPagerIncident(context.db, { pagerId: found.id, incident: incident.id, dedupKey });
    if (onCallOf) await learnPeople(pager, onCallOf, incident.declaredBy, context);
    const people = [...found.assignees, ...found.acknowledgedBy].map(({ name }) => name);
    const said = known({ pagerId: found.id, url: found.url, people: [...new Set(people)] });
    return { ...said, commands: [...said.commands, ...(await answered(found, page))] };
  } catch (error) {
    if (!(error instanceof Fault) || error.service === "postgres") throw error;
    const afterMs = error.retry.kind === "after" ? Math.min(error.retry.ms, 30_000) : delaysMs[attempt - 1];
    if (error.retry.kind !== "never" && afterMs !== undefined) return { kind: "retry", afterMs, commands: [] };
    return known({ people: [], problem: [error.message, error.advice].filter(Boolean).join(". ") });
  }

  function known(said: { pagerId?: string; url?: string | undefined; people: readonly string[]; problem?: string }) {
    const command = { kind: "record-page-found", incident: incident.id, dedupKey, isLookedUp: true, ...said } as const;
    return { kind: "done", commands: [command] } satisfies PerformResult;
  }

  /** Somebody may have answered before we could hear of it. */
  async function answered(
    found: PagerIncident,
    { told, acknowledged }: PageState,
  ): Promise<readonly IncidentCommand[]> {
    const [who] = found.acknowledgedBy;
    if (found.status !== "acknowledged" || told !== undefined || acknowledged || !who) return [];
    const by = (await findPersonOfPager(context.db, who.id)) ?? pagerPerson(who.name);
    return [{ kind: "record-page-acknowledged", incident: incident.id, dedupKey, by }];
  }
}
