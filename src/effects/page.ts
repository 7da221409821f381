import { Fault } from "../clients/fault.ts";
import type { Page, PageReceipt } from "../clients/pager.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { PageEffect } from "../incident/effect.ts";
import type { Incident } from "../incident/incident.ts";
import { dedupKeyOf, type PageName } from "../incident/page.ts";
import { failuresBeforeFallback } from "../incident/record-page.ts";
import { onCall } from "../incident/terms.ts";
import { byHand, mentionsFor } from "./by-hand.ts";
import type { EffectContext } from "./context.ts";
import { type DueCall, dueCalls } from "./due-calls.ts";
import { pageText } from "./page-text.ts";
import { pagerUserOf, pagerUserOfPerson } from "./pager-users.ts";
import type { PerformResult } from "./perform-result.ts";

const longestDelayMs = 30_000;
const delaysMs = [1000, 2000, 5000, 10_000, longestDelayMs];

/**
 * Calls people through their pager, and goes on trying until it has them or nobody needs them any more: a page waits 30 s at most,
 * and what is wrong is said at once. The same page has the same key, so that it rings once however often it is sent.
 */
export async function page(
  incident: Incident,
  effect: PageEffect,
  attempt: number,
  context: EffectContext,
): Promise<PerformResult> {
  const due = incident.status === "resolved" ? [] : dueCalls(incident, effect, context.catalog());
  const results = await Promise.all(due.map((call) => callOne(incident, effect, call, attempt, context)));
  const commands = results.map(({ command }) => command);
  const delays = results.flatMap(({ againMs }) => (againMs === undefined ? [] : [againMs]));
  if (delays.length > 0) return { kind: "retry", afterMs: Math.min(...delays), commands };
  const isPart = effect.level === "declared" && incident.parts.page?.kind === "pending";
  const done = isPart ? [{ kind: "record-part-done", incident: incident.id, part: "page" } as const] : [];
  return { kind: "done", commands: [...commands, ...done] };
}

interface CallResult {
  readonly command: IncidentCommand;
  readonly againMs?: number | undefined;
}

async function callOne(
  incident: Incident,
  effect: PageEffect,
  call: DueCall,
  attempt: number,
  context: EffectContext,
): Promise<CallResult> {
  const { page: name } = call;
  try {
    const { receipt, dedupKey, isStandIn } = await place(incident, effect, call, attempt, context);
    const { through, incidentId: pagerId, url } = receipt;
    const sent = { through, dedupKey, isStandIn, pagerId, url, people: [] };
    return { command: { kind: "record-page-sent", incident: incident.id, page: name, sent } };
  } catch (error) {
    if (!(error instanceof Fault) || error.service === "postgres") throw error;
    context.log.warn({ incident: incident.number, page: name.key, attempt, code: error.code }, error.message);
    const isFinal = neverComes.has(error.code);
    const isLate = isFinal || attempt >= failuresBeforeFallback;
    const command = {
      kind: "record-page-failed",
      incident: incident.id,
      page: name,
      times: attempt,
      reason: error.message,
      remedy: [error.advice, byHand(incident, name, context.catalog())].filter(Boolean).join(" "),
      isFinal,
      mentions: isLate ? await mentionsFor(incident, name, context) : [],
    } as const;
    return { command, ...(isFinal ? {} : { againMs: delayAfter(error, attempt) }) };
  }
}

/** No waiting makes a pager's user of somebody, or gives a service an id. */
const neverComes: ReadonlySet<string> = new Set(["no-pager-user", "no-service-id", "user_not_found"]);

/** What only people can mend (a wrong token) may be mended at any moment, so that is tried on, too. */
function delayAfter({ retry }: Fault, attempt: number): number {
  if (retry.kind === "never") return longestDelayMs;
  const usualMs = delaysMs[Math.min(attempt, delaysMs.length) - 1] ?? longestDelayMs;
  return Math.min(retry.kind === "after" ? retry.ms : usualMs, longestDelayMs);
}

interface Placed {
  readonly receipt: PageReceipt;
  readonly dedupKey: string;
  readonly isStandIn: boolean;
}

async function place(
  incident: Incident,
  effect: PageEffect,
  { page: name, target, standInKey }: DueCall,
  attempt: number,
  context: EffectContext,
): Promise<Placed> {
  const service = target.kind === "on-call" ? target.service : incident.service;
  const { pager, to } = context.pagers.of(service, incident.isDrill);
  const ask = (key: string): Page => ({
    to,
    dedupKey: dedupKeyOf(incident, key),
    ...pageText(incident, effect, context),
  });
  const asked = ask(name.key);
  const own = (receipt: PageReceipt): Placed => ({ receipt, dedupKey: asked.dedupKey, isStandIn: false });
  switch (target.kind) {
    case "on-call":
      return own(await pager.trigger(asked));
    case "policy":
      return own(await pager.callPolicy(asked, target.id));
    case "person": {
      const user = await pagerUserOfPerson(pager, target.person, context);
      return own(await pager.callPerson(asked, user));
    }
    case "role": {
      if (target.role === onCall) return own(await pager.trigger(asked));
      const user = to.serviceId ? await roleUser(incident, name, attempt, context) : undefined;
      if (user !== undefined) return own(await pager.callPerson(asked, user));
      // Nobody of that role can be called: better the on-call than no one, and once for all of them.
      const standIn = ask(standInKey);
      return { receipt: await pager.trigger(standIn), dedupKey: standIn.dedupKey, isStandIn: true };
    }
  }
}

/** The pager's id of whoever holds the role. Where the pager does not say, the on-call is called before long in their place. */
async function roleUser(
  incident: Incident,
  { role = "" }: PageName,
  attempt: number,
  context: EffectContext,
): Promise<string | undefined> {
  const { pager } = context.pagers.of(incident.service, incident.isDrill);
  try {
    return await pagerUserOf(pager, incident.service, role, context);
  } catch (error) {
    if (!(error instanceof Fault) || error.service === "postgres") throw error;
    if (error.retry.kind !== "never" && attempt < failuresBeforeFallback) throw error;
    return undefined;
  }
}
