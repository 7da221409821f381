import { Fault } from "../clients/fault.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { Effect, OwedEffect, Surface } from "../incident/effect.ts";
import type { Incident, Part } from "../incident/incident.ts";
import { partOfEffect } from "../incident/part-effect.ts";
import { findIncident } from "../store/find-incident.ts";
import { addBookmarks } from "./add-bookmarks.ts";
import { callOtherwise } from "./call-otherwise.ts";
import type { EffectContext } from "./context.ts";
import { followPage } from "./follow-page.ts";
import { invite } from "./invite.ts";
import { joinAndRetry } from "./join-and-retry.ts";
import { joinDuplicate } from "./join-duplicate.ts";
import { markMessage } from "./mark-message.ts";
import { offerDeclare } from "./offer-declare.ts";
import { openChannel } from "./open-channel.ts";
import { page } from "./page.ts";
import type { Perform, PerformResult } from "./perform-result.ts";
import { pinCard } from "./pin-card.ts";
import { readMessage } from "./read-message.ts";
import { run } from "./run.ts";
import { runByItself } from "./run-by-itself.ts";
import { sendRunOutput } from "./run-output.ts";
import { sendTimeline } from "./send-timeline.ts";
import { setTopic } from "./set-topic.ts";
import { settlePages } from "./settle-pages.ts";
import { show } from "./show.ts";
import { showCard } from "./show-card.ts";
import { showRun } from "./show-run.ts";
import { tell } from "./tell.ts";

/** Performs owed effects, and turns what became of them into what the card says. */
export function createPerform(context: EffectContext): Perform {
  return async (owed, attempt) => {
    const { effect } = owed;
    if (effect.kind === "offer-declare") return offerDeclare(effect, context);
    const incident = await findIncident(context.db, owed.incident);
    if (!incident) return { kind: "done", commands: [] };
    if (effect.kind === "page") return page(incident, effect, attempt, context);
    if (effect.kind === "follow-page") return followPage(incident, effect.dedupKey, attempt, context);
    if (effect.kind === "run") return run(incident, effect.run, context);
    try {
      const commands = await joinAndRetry(incident, effect, context, () => performEffect(incident, effect, context));
      const isLacking = commands.some(({ kind }) => kind === "record-part-failed");
      return { kind: "done", commands: [...commands, ...(isLacking ? [] : partDone(incident, owed))] };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      context.log.warn({ effect: owed.effect, incident: incident.number, attempt, code: error.code }, error.message);
      return afterFault(incident, owed, attempt, error);
    }
  };
}

/** Pages and runs have their own rule of trying again. */
type OtherEffect = Exclude<Effect, { readonly kind: "page" | "follow-page" | "offer-declare" | "run" }>;

async function performEffect(
  incident: Incident,
  effect: OtherEffect,
  context: EffectContext,
): Promise<readonly IncidentCommand[]> {
  switch (effect.kind) {
    case "settle-pages":
      return settlePages(incident, context);
    case "call-otherwise":
      return callOtherwise(incident, effect.page, context);
    case "open-channel":
      return openChannel(incident, context);
    case "show":
      return showSurface(incident, effect.surface, context);
    case "tell":
      return tell(incident, context);
    case "pin-card":
      return pinCard(incident, context);
    case "set-topic":
      return setTopic(incident, context);
    case "add-bookmarks":
      return addBookmarks(incident, context);
    case "invite":
      return invite(incident, effect.people, context);
    case "read-message":
      return readMessage(incident, effect, context);
    case "mark-message":
      return markMessage(incident, effect.message, context);
    case "send-timeline":
      return sendTimeline(incident, effect, context);
    case "join-duplicate":
      return joinDuplicate(incident, effect.by);
    case "auto-run":
      return runByItself(incident, context);
    case "send-run-output":
      return sendRunOutput(incident, effect, context);
  }
}

function showSurface(
  incident: Incident,
  surface: Surface,
  context: EffectContext,
): Promise<readonly IncidentCommand[]> {
  if (surface === "card") return showCard(incident, context);
  return surface.startsWith("run-")
    ? showRun(incident, Number(surface.slice("run-".length)), context)
    : show(incident, surface, context);
}

function partDone(incident: Incident, { effect }: OwedEffect): readonly IncidentCommand[] {
  const part = partOfEffect(effect);
  if (!part || incident.parts[part]?.kind === "done") return [];
  return [{ kind: "record-part-done", incident: incident.id, part }];
}

const delaysMs = [1000, 2000, 5000, 10_000, 30_000, 60_000];

/** Retryable: again after what the outside asked for, or ever more slowly. Otherwise given up, with what to do about it. */
function afterFault(incident: Incident, owed: OwedEffect, attempt: number, fault: Fault): PerformResult {
  const part = partOfEffect(owed.effect);
  if (fault.retry.kind === "never") {
    const remedy = fault.advice ?? "Press Retry; if it fails again, ask the people who run Incident Commander.";
    return {
      kind: "given-up",
      commands: part
        ? [{ kind: "record-part-failed", incident: incident.id, part, reason: fault.message, remedy }]
        : [],
    };
  }
  const backoffMs = delaysMs[Math.min(attempt, delaysMs.length) - 1] ?? 1000;
  const afterMs = fault.retry.kind === "after" ? fault.retry.ms : backoffMs;
  // The first stumble is nobody's business; a second one is said, and the third need not say it again.
  const isWorthSaying = part !== undefined && (attempt > 1 || afterMs > 5000);
  if (!isWorthSaying || isSaid(incident, part, fault.message)) return { kind: "retry", afterMs, commands: [] };
  const commands: IncidentCommand[] = [
    { kind: "record-part-waiting", incident: incident.id, part, reason: fault.message },
  ];
  return { kind: "retry", afterMs, commands };
}

function isSaid(incident: Incident, part: Part, reason: string): boolean {
  const state = incident.parts[part];
  return state?.kind === "pending" && state.reason === reason;
}
