import type { Service } from "../../catalog/types.ts";
import type { Incident } from "../../incident/incident.ts";
import type { Operation } from "../../operation/definition.ts";
import { environmentOf } from "../../runbook/catalog-context.ts";
import { resolveTarget } from "../../runbook/resolve-target.ts";
import type { SlackContext } from "../context.ts";
import { formOf } from "../grammar/commands.ts";
import type { Change, Reading } from "../grammar/reading.ts";
import { reference } from "../messages/labels.ts";
import type { Message } from "../messages/message.ts";
import { sentenceReply } from "../messages/replies.ts";
import type { TypedCommand } from "./answer-command.ts";
import { firstOf } from "./request-clicks.ts";

type Asked = Extract<Reading, { readonly kind: "change" }>;

/** A rollback, a restart or a scaling that somebody typed: asked for, never done at once. */
export async function askChange(
  context: SlackContext,
  incident: Incident,
  { change, entry, reason }: Asked,
  { by, key }: Pick<TypedCommand, "by" | "key">,
): Promise<Message> {
  if (change.kind === "scale" && change.replicas === undefined)
    return sentenceReply(`Say how many pods there are to be. The form is ${formOf(entry)}; nothing was asked for.`);
  const service = context.catalog().services.find((one) => one.key === incident.service);
  const chosen = environmentOf(service);
  if (!service || !chosen) return sentenceReply(`The catalog names no environment of ${incident.service}.`);
  const { name: environmentName, environment } = chosen;
  const deployment = deploymentMeant(service, environmentName, change.named);
  if (deployment.kind === "refused")
    return sentenceReply(`${deployment.reason} The form is ${formOf(entry)}; nothing was asked for.`);
  const place = { service, environmentName, environment };
  const resolved = resolveTarget(operationOf(change, deployment.name), "change", place);
  if (resolved.kind === "refused") return sentenceReply(`This cannot be asked for: ${resolved.reason}.`);
  const { operation, target } = resolved;
  const what = { operation, target, service: service.key, environment: environmentName, reason };
  const asked = { kind: "ask", by, incident: incident.id, ...what } as const;
  const first = firstOf(await context.handleRequest(asked, key === undefined ? undefined : { key }));
  if (first.kind === "refused") return sentenceReply(first.refusal.text);
  const { description } = first.request.plan;
  return sentenceReply(
    `${reference(incident)}: asked for. ${description}. The card shows what it would change; nothing runs before somebody else approves.`,
  );
}

type Meant = { readonly kind: "found"; readonly name: string } | { readonly kind: "refused"; readonly reason: string };

/** The one that is named; where nothing is, the one that runbooks mean by `<deployment>`, or the only one. */
function deploymentMeant({ key, environments }: Service, environment: string, named: string | undefined): Meant {
  const names = (environments[environment]?.kubernetes?.deployments ?? []).map(({ name }) => name);
  const usual = names.find((name) => name === environments[environment]?.variables.deployment);
  const [only, ...others] = names;
  if (only === undefined) return refused(`The catalog names no deployment of ${key} in ${environment}.`);
  if (named !== undefined) {
    const found = names.find((name) => name === named.replace(/^deploy(ment)?\//, ""));
    if (found !== undefined) return { kind: "found", name: found };
    return refused(`“${named.slice(0, 60)}” is no deployment of ${key} in ${environment}; there ${listed(names)}.`);
  }
  if (usual !== undefined) return { kind: "found", name: usual };
  if (others.length > 0) return refused(`Say which one: there ${listed(names)} of ${key} in ${environment}.`);
  return { kind: "found", name: only };
}

const refused = (reason: string): Meant => ({ kind: "refused", reason });

const listed = (names: readonly string[]): string => `${names.length === 1 ? "is" : "are"} ${names.join(", ")}`;

function operationOf(change: Change, deployment: string): Operation {
  switch (change.kind) {
    case "rollback": {
      const { toRevision } = change;
      const to = toRevision === undefined ? {} : { toRevision };
      return { name: "kubernetes.rollout-undo", arguments: { deployment, ...to } };
    }
    case "restart":
      return { name: "kubernetes.rollout-restart", arguments: { deployment } };
    case "scale":
      return { name: "kubernetes.scale", arguments: { deployment, replicas: change.replicas } };
  }
}
