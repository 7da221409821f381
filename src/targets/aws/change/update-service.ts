import { z } from "zod";
import type { AwsArguments } from "../../../operation/aws/action.ts";
import type { Refused } from "../../target.ts";
import { awsOperationNamed, word } from "../aws-parts.ts";
import { type EcsService, isStable, lastPart, readServices, serviceWords } from "../ecs-state.ts";
import { type Asking, type AwsChange, found, operationLike, refused, type State, state } from "./aws-change.ts";

const facts = z.object({
  service: z.string(),
  taskDefinition: z.string(),
  images: z.string(),
  desiredCount: z.number(),
  gracePeriod: z.number().nullable(),
  /** The newest one: when somebody deploys in between, the approver saw another picture. */
  deployment: z.string(),
  /** The task definition it is to run, with its revision: a family alone means the newest, which may move. */
  nextTaskDefinition: z.string(),
  nextImages: z.string(),
});

type Facts = z.output<typeof facts>;

const taskDefinition = z.object({
  taskDefinition: z.object({
    taskDefinitionArn: z.string(),
    status: z.string().default("ACTIVE"),
    family: z.string().default(""),
    containerDefinitions: z
      .array(z.object({ name: z.string().default(""), image: z.string().default("") }))
      .default([]),
  }),
});

/** Another count, another task definition, or the same tasks anew. */
export const updateService: AwsChange<Facts> = {
  ...awsOperationNamed("ecs", "update-service"),
  facts,
  async look(given, asking) {
    const service = await serviceOf(given, asking);
    if ("kind" in service) return service;
    const now = await definitionOf(service.taskDefinition, asking);
    const written = word(given, "taskDefinition");
    const next = written === undefined ? now : await definitionOf(written, asking);
    if (next.status !== "ACTIVE")
      return refused(`${lastPart(next.taskDefinitionArn)} is ${next.status} and cannot run`);
    const read: Facts = {
      service: service.serviceArn,
      taskDefinition: service.taskDefinition,
      images: imagesOf(now),
      desiredCount: service.desiredCount,
      gracePeriod: service.healthCheckGracePeriodSeconds ?? null,
      deployment: primaryOf(service)?.id ?? "",
      nextTaskDefinition: next.taskDefinitionArn,
      nextImages: imagesOf(next),
    };
    const changes = changesOf(given, read);
    if (changes.length === 0) return refused(`nothing would change: ${serviceWords(service)}`);
    return found(
      [{ name: `service ${service.serviceName}`, changes }],
      [
        service.deployments.length > 1 ? `a deployment is under way: ${serviceWords(service)}` : undefined,
        given.desiredCount === 0 ? "no task will run: the service will be down" : undefined,
        now.family === next.family ? undefined : `${next.family} is not ${now.family}, the family that runs now`,
      ],
      read,
      given.desiredCount === undefined ? [] : ["whether automatic scaling will change the count again"],
    );
  },
  input: (given, pinned) => ({
    cluster: given.cluster,
    service: given.service,
    ...(given.desiredCount !== undefined && { desiredCount: given.desiredCount }),
    ...(given.taskDefinition !== undefined && { taskDefinition: pinned.facts.nextTaskDefinition }),
    ...(given.forceNewDeployment !== undefined && { forceNewDeployment: given.forceNewDeployment }),
    ...(given.healthCheckGracePeriodSeconds !== undefined && {
      healthCheckGracePeriodSeconds: given.healthCheckGracePeriodSeconds,
    }),
  }),
  done: (given, before) => {
    const former = {
      ...(given.taskDefinition !== undefined &&
        before.nextTaskDefinition !== before.taskDefinition && { taskDefinition: before.taskDefinition }),
      ...(given.desiredCount !== undefined && { desiredCount: before.desiredCount }),
      ...(given.healthCheckGracePeriodSeconds !== undefined &&
        before.gracePeriod !== null && { healthCheckGracePeriodSeconds: before.gracePeriod }),
    };
    const place = { ...(given.cluster !== undefined && { cluster: given.cluster }), service: given.service };
    const undo =
      Object.keys(former).length > 0 ? operationLike(given, "ecs-update-service", { ...place, ...former }) : undefined;
    return { text: `AWS takes it up: ${wanted(given, before)}.`, undo };
  },
  async state(given, { facts: before, at }, asking) {
    const service = await serviceOf(given, asking);
    if ("kind" in service) return state("failed", service.reason);
    return stateOf(service, given, before, at);
  },
};

async function serviceOf(given: AwsArguments, asking: Asking): Promise<EcsService | Refused> {
  const name = word(given, "service");
  if (name === undefined) return refused("the command names no service");
  const input = { cluster: given.cluster, services: [name] };
  const { services, missing } = readServices(await asking.ask("ecs", "describe-services", input));
  const [service] = services;
  if (!service || missing.length > 0) return refused(`ECS has no service ${missing.join(", ") || name}`);
  if (service.status !== "ACTIVE") return refused(`the service ${name} is ${service.status}`);
  return service;
}

async function definitionOf(name: string, asking: Asking) {
  const answer = await asking.ask("ecs", "describe-task-definition", { taskDefinition: name });
  return taskDefinition.parse(answer).taskDefinition;
}

function imagesOf({ containerDefinitions }: z.output<typeof taskDefinition>["taskDefinition"]): string {
  return containerDefinitions.map(({ image }) => image).join(", ");
}

function changesOf(given: AwsArguments, read: Facts) {
  const count = given.desiredCount;
  const grace = given.healthCheckGracePeriodSeconds;
  const changes = [
    { what: "task definition", before: lastPart(read.taskDefinition), after: lastPart(read.nextTaskDefinition) },
    { what: "image", before: read.images, after: read.nextImages },
    { what: "desired count", before: `${read.desiredCount}`, after: `${count ?? read.desiredCount}` },
    {
      what: "health check grace period",
      before: `${read.gracePeriod ?? 0} s`,
      after: `${grace ?? read.gracePeriod ?? 0} s`,
    },
  ].filter(({ before, after }) => before !== after);
  const anew = { what: "deployment", before: "as it is", after: "new: all tasks are replaced" };
  return given.forceNewDeployment === true ? [...changes, anew] : changes;
}

function wanted(given: AwsArguments, { nextTaskDefinition, desiredCount }: Facts): string {
  const anew = given.forceNewDeployment === true ? ", all tasks anew" : "";
  return `${given.service} is to run ${given.desiredCount ?? desiredCount} × ${lastPart(nextTaskDefinition)}${anew}`;
}

function primaryOf({ deployments }: EcsService) {
  return deployments.find(({ status }) => status === "PRIMARY");
}

function stateOf(service: EcsService, given: AwsArguments, before: Facts, at: number): State {
  const text = serviceWords(service);
  const primary = primaryOf(service);
  const count = given.desiredCount ?? before.desiredCount;
  const rolledBack = service.events.some(
    (event) => Date.parse(event.createdAt) >= at && /rolling back to deployment/.test(event.message),
  );
  if (rolledBack || primary?.rolloutState === "FAILED")
    return state("failed", `${text}; ${primary?.rolloutStateReason ?? "AWS took the deployment back"}`);
  const asAsked =
    service.taskDefinition === before.nextTaskDefinition &&
    service.desiredCount === count &&
    (given.healthCheckGracePeriodSeconds === undefined ||
      service.healthCheckGracePeriodSeconds === given.healthCheckGracePeriodSeconds) &&
    (given.forceNewDeployment !== true || primary?.id !== before.deployment);
  if (!asAsked) return state("not-done", text);
  return isStable(service) && primary?.rolloutState !== "IN_PROGRESS"
    ? state("took-hold", text)
    : state("under-way", withEvent(text, service, at));
}

/** The newest word of AWS on it: why tasks do not start stands there. */
function withEvent(text: string, { events }: EcsService, at: number): string {
  const [newest] = events.filter(({ createdAt }) => Date.parse(createdAt) >= at);
  return newest ? `${text}; ${newest.message}` : text;
}
