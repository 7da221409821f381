import type { Service } from "../catalog/types.ts";
import type { Incident } from "../incident/incident.ts";
import type { RunItem } from "../incident/run.ts";
import type { RunStarted } from "../incident/run-event.ts";
import { reviewOperation } from "../operation/registry.ts";
import { beginItem, endItem, type ItemEnd } from "../store/runs.ts";
import { keepPicture } from "../store/runs-pictures.ts";
import type { Pipeline, Ran } from "../targets/run-pipeline.ts";
import type { Picture } from "../targets/target.ts";
import type { EffectContext } from "./context.ts";
import { planAgain } from "./run-inputs.ts";
import { siteOf } from "./site-of.ts";

/** One command of a run that goes on. */
export interface RunningItem {
  readonly started: RunStarted;
  readonly run: number;
  readonly item: RunItem;
  /** Its place in the plan. */
  readonly at: number;
  /** Cancel, or this process stops. */
  readonly signal: AbortSignal;
}

type Affected = Pick<Incident, "id" | "service">;
type ItemContext = Pick<EffectContext, "db" | "runs" | "catalog" | "runbooks">;

/** What was interrupted as often as this is not tried again: it may be what ends the process. */
const mostAttempts = 3;

/** Runs one command and keeps what became of it. A process that stops keeps nothing: another one runs it again. */
export async function runItem(incident: Affected, running: RunningItem, context: ItemContext): Promise<void> {
  const { db, runs } = context;
  const place = { incident: incident.id, run: running.run, item: running.at };
  const attempts = await beginItem(db, place, running.started.by, running.item);
  const end = attempts > mostAttempts ? interrupted : await endOf(incident, running, context);
  if (runs.stopping.aborted && end.outcome === "cancelled") return;
  for (const [index, { alternative, png }] of end.pictures.entries())
    await keepPicture(db, place, { place: index, alternative, png });
  await endItem(db, place, end);
  runs.forget(place);
}

type End = ItemEnd & { readonly pictures: readonly Picture[] };

const interrupted: End = {
  outcome: "failed",
  reason: `it was interrupted ${mostAttempts} times while it ran`,
  advice: "Run it by hand, and look into the log of Incident Commander.",
  output: "",
  pictures: [],
};

async function endOf(incident: Affected, running: RunningItem, context: ItemContext): Promise<End> {
  const { item, run, at, signal } = running;
  const service = context.catalog().services.find(({ key }) => key === incident.service);
  const site = siteOf(service, item.environment, context.catalog().organization);
  if (!service || !site) return refused(`the catalog names no ${item.environment} of ${incident.service} any more`);
  const timeoutMs = service.stepTimeoutSeconds * 1000;
  const place = { incident: incident.id, run, item: at };
  const ask = async (pipeline: Pipeline, emit: (text: string) => void): Promise<Ran> => {
    // The catalog may allow less by now than when it was planned.
    const { readableTables = [] } = site.environment.postgres ?? {};
    const review = reviewOperation(pipeline.operation, { readableTables });
    if (review.kind === "refused") return review;
    if (review.risk !== "read") return { kind: "refused", reason: `it is ${review.risk} by now and needs an approval` };
    return context.runs.pipeline(pipeline, site, { signal, timeoutMs, emit });
  };
  const planned = await planAgain(incident, running, context, (pipeline) => ask(pipeline, () => undefined));
  if (planned.kind === "ended") return endFrom(planned.ran, service);
  const ran = await ask(planned.pipeline, (text) => context.runs.print(place, text));
  return endFrom(ran, service);
}

function endFrom(ran: Ran, service: Service): End {
  switch (ran.kind) {
    case "done":
      return { outcome: "done", output: ran.text, cut: ran.cut, pictures: ran.pictures };
    case "refused":
      return refused(ran.reason);
    case "failed":
      return { outcome: "failed", reason: ran.reason, advice: ran.advice, output: "", pictures: [] };
    case "cancelled":
      return { outcome: "cancelled", output: ran.text, pictures: [] };
    case "timed-out":
      return {
        outcome: "timed-out",
        reason: `it did not end within ${ran.seconds} s`,
        advice: `Run it again, or let it take longer: stepTimeoutSeconds of ${service.key} in the catalog.`,
        output: ran.text,
        pictures: [],
      };
  }
}

const refused = (reason: string): End => ({ outcome: "refused", reason, output: "", pictures: [] });
