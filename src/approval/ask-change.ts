import { addMinutes } from "../incident/instant.ts";
import { plain } from "../incident/text.ts";
import { askedWhenItRuns } from "../operation/aws/action.ts";
import { hasHole } from "../operation/hole.ts";
import { reviewOperation } from "../operation/registry.ts";
import { canBeKept } from "./can-be-kept.ts";
import { canonical } from "./canonical.ts";
import { backAfterOf, backWith } from "./come-back.ts";
import type { AskChange } from "./command.ts";
import { accept, type RequestDecision, type RequestFacts, refuse } from "./decision.ts";
import { holdsSecret } from "./holds-secret.ts";
import { longestWords, minutes } from "./limits.ts";
import { type Plan, typedNameOf } from "./plan.ts";
import { neededAt, serviceOf } from "./policy.ts";

/** Risk, description and who must agree are read from the operation and the catalog, never from who asks. */
export function decideAsk(command: AskChange, facts: RequestFacts): RequestDecision {
  const { incident, catalog, now } = facts;
  if (!incident || incident.id !== command.incident)
    return refuse("unknown-incident", "There is no such incident here. /incident list shows the open ones.");
  if (facts.stopped) return refuse("changes-stopped", facts.stopped);
  const plan = planOf(command, facts);
  if (typeof plan === "string") return refuse("bad-plan", plan);
  if (holdsSecret([plan.operation.arguments, plan.target, command.reason])) {
    const why = "This holds what looks like a secret, and a request is read by many people.";
    return refuse("holds-secret", `${why} Name the secret by its variable in the catalog, or do this step by hand.`);
  }
  const back = backAfterOf(plan.operation.name, command.backAfter);
  if (typeof back === "string") return refuse("needs-end", back);
  const reason = plain(command.reason);
  if (reason.length > longestWords)
    return refuse("text-too-long", `The reason is too long: at most ${longestWords} characters.`);
  if (plan.risk === "destructive") {
    if (!reason) return refuse("needs-reason", "This cannot be taken back. Say why it is to be done.");
    const name = typedNameOf(plan.target);
    if (command.typedName?.trim() !== name)
      return refuse("needs-typed-name", `This cannot be taken back. Type the name of its target, ${name}.`);
  }
  const policy = neededAt(catalog, plan, now);
  if (policy.kind === "unknown")
    return refuse("bad-plan", `The catalog has no environment ${plan.environment} of ${plan.service}.`);
  if (policy.kind === "frozen") return refuse("changes-stopped", policy.reason);
  return accept({
    kind: "request-asked",
    by: command.by,
    id: facts.newId,
    incident: incident.id,
    reason,
    plan: back === undefined ? plan : { ...plan, backAfterMinutes: back, backWith: backWith(plan, facts) },
    isDryRun: incident.isDrill,
    needed: policy.needed,
    catalogHash: catalog.hash,
    until: addMinutes(now, minutes.preview),
    undoes: command.undoes,
  });
}

/** The plan, or why there is none in a sentence. */
function planOf(command: AskChange, { catalog, incident }: RequestFacts): Plan | string {
  const { operation, target, service, environment, runbook, filters = [] } = command;
  const named = serviceOf(catalog, service);
  if (!named) return `The catalog has no service ${service}.`;
  if (hasHole(canonical([operation, target]))) return "A value of this command is still missing.";
  if (!canBeKept([operation, filters, target]))
    return "This command holds a zero byte or half of a sign, which cannot be kept.";
  const readableTables = named.environments[environment]?.postgres?.readableTables ?? [];
  const review = reviewOperation(operation, { readableTables });
  if (review.kind === "refused") return `This cannot be asked for: ${review.reason}.`;
  if (review.risk === "read") return "This only looks. It needs no approval: run it.";
  const secrets = Object.entries(operation.arguments).filter(([, value]) => value === askedWhenItRuns);
  // A drill sends nothing, so nobody types a real secret for it.
  const asksFor = incident?.isDrill ? [] : secrets.map(([name]) => name);
  const { risk, description } = review;
  return { operation, filters, target, service, environment, runbook, risk, description, asksFor };
}
