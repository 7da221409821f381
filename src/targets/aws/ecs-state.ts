import { z } from "zod";
import type { Answer } from "./aws-door.ts";

const deployment = z.object({
  id: z.string().default(""),
  status: z.string().default(""),
  taskDefinition: z.string().default(""),
  desiredCount: z.number().default(0),
  runningCount: z.number().default(0),
  failedTasks: z.number().default(0),
  rolloutState: z.string().optional(),
  rolloutStateReason: z.string().optional(),
  createdAt: z.string().optional(),
});

const service = z.object({
  serviceArn: z.string(),
  serviceName: z.string(),
  status: z.string().default("ACTIVE"),
  taskDefinition: z.string().default(""),
  desiredCount: z.number().default(0),
  runningCount: z.number().default(0),
  pendingCount: z.number().default(0),
  healthCheckGracePeriodSeconds: z.number().optional(),
  deployments: z.array(deployment).default([]),
  events: z.array(z.object({ id: z.string(), createdAt: z.string(), message: z.string() })).default([]),
});

const services = z.object({
  services: z.array(service).default([]),
  failures: z.array(z.object({ arn: z.string().default(""), reason: z.string().default("") })).default([]),
});

export type EcsService = z.output<typeof service>;

/** The services of an answer, and the words about those that are not there. */
export function readServices(answer: Answer): { services: readonly EcsService[]; missing: readonly string[] } {
  const read = services.parse(answer);
  return {
    services: read.services,
    missing: read.failures.map(({ arn, reason }) => `${lastPart(arn)} (${reason})`),
  };
}

/** All wanted tasks run, and only of one deployment. */
export function isStable({ deployments, runningCount, desiredCount }: EcsService): boolean {
  return deployments.length === 1 && runningCount === desiredCount;
}

/** `backend-service: 2 of 4 tasks run, deployment of social-analytics-backend:42 in progress`. */
export function serviceWords(one: EcsService): string {
  const primary = one.deployments.find(({ status }) => status === "PRIMARY");
  const state = primary?.rolloutState?.toLowerCase().replaceAll("_", " ");
  const failed = primary && primary.failedTasks > 0 ? `, ${primary.failedTasks} tasks failed` : "";
  const rollout = primary
    ? `, deployment of ${lastPart(primary.taskDefinition)}${state ? ` ${state}` : ""}${failed}`
    : "";
  const others = one.deployments.length > 1 ? `, ${one.deployments.length} deployments` : "";
  return `${one.serviceName}: ${one.runningCount} of ${one.desiredCount} tasks run${rollout}${others}`;
}

/** `arn:aws:ecs:…:task-definition/api:41` → `api:41`. */
export function lastPart(arn: string): string {
  return arn.split("/").at(-1) ?? arn;
}
