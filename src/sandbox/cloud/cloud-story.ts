/** What the sandbox's cloud keeps. Everything else follows from it and the time. */
export interface CloudStory {
  readonly now: () => number;
  /** How long a deployment takes, in milliseconds. */
  readonly rolloutMs: number;
  /** Oldest first; the last is the one that is wanted. */
  readonly deployments: Deployment[];
  desiredCount: number;
  readonly alarms: Map<string, { actionsEnabled: boolean; set?: { state: string; reason: string; at: number } }>;
  readonly databases: Map<string, Database>;
  readonly snapshots: Map<string, { readonly database: string; readonly at: number; readonly storage: number }>;
  readonly secret: { description: string; readonly versions: { readonly id: string; readonly at: number }[] };
  /** When the cache was restarted last. */
  cacheRestartedAt: number | undefined;
}

export interface Deployment {
  readonly id: string;
  readonly revision: number;
  readonly at: number;
}

export interface Database {
  readonly class: string;
  storage: number;
  changedAt: number;
  readonly source?: string;
}

export const region = "us-east-1";
export const account = "123456789012";
export const cluster = "social-analytics-cluster";
export const service = "backend-service";
export const family = "social-analytics-backend";
export const logGroup = "/ecs/social-analytics-backend";

/** The one revision whose tasks never become healthy. */
export const badRevision = 42;

/** The images by revision: what the team deployed. */
export const images: Readonly<Record<number, string>> = {
  38: "registry.example.com/social-analytics:2.5.2",
  39: "registry.example.com/social-analytics:2.6.0",
  40: "registry.example.com/social-analytics:2.6.1",
  41: "registry.example.com/social-analytics:2.7.0",
  42: "registry.example.com/social-analytics:2.8.0",
};

const minute = 60_000;

/** It began 25 minutes ago: revision 42 was deployed, and its tasks do not find the cache. */
export function createCloudStory(now: () => number, rolloutMs: number): CloudStory {
  const start = now();
  return {
    now,
    rolloutMs,
    deployments: [
      { id: "ecs-svc/4100000000000000041", revision: 41, at: start - 6 * 24 * 60 * minute },
      { id: "ecs-svc/4200000000000000042", revision: badRevision, at: start - 25 * minute },
    ],
    desiredCount: 4,
    alarms: new Map(
      ["production-alb-high-response-time", "production-ecs-high-cpu", "production-rds-high-cpu"].map((name) => [
        name,
        { actionsEnabled: true },
      ]),
    ),
    databases: new Map<string, Database>([
      ["social-analytics-db", { class: "db.t3.medium", storage: 100, changedAt: 0 }],
      ["blogengine-primary", { class: "db.r6g.large", storage: 200, changedAt: 0 }],
      ["blogengine-read-replica", { class: "db.r6g.large", storage: 200, changedAt: 0, source: "blogengine-primary" }],
    ]),
    snapshots: new Map([
      ["manual-snapshot-before-deploy", { database: "social-analytics-db", at: start - 40 * minute, storage: 100 }],
    ]),
    secret: {
      description: "Twitch",
      versions: [{ id: "10000000-0000-4000-8000-000000000001", at: start - 90 * 24 * 60 * minute }],
    },
    cacheRestartedAt: undefined,
  };
}

/** Whether the service was short of healthy tasks at a moment. */
export function isInTrouble({ deployments, rolloutMs }: CloudStory, at: number): boolean {
  const wanted = deployments.findLastIndex((one) => one.at <= at);
  const current = deployments[wanted];
  if (!current) return false;
  if (current.revision === badRevision) return true;
  return deployments[wanted - 1]?.revision === badRevision && at < current.at + rolloutMs;
}

/** How many tasks of the wanted deployment, and of the one before it, run now. */
export function runningTasks(story: CloudStory): { readonly fresh: number; readonly former: number } {
  const { deployments, desiredCount, rolloutMs, now } = story;
  const current = deployments.at(-1);
  const half = Math.ceil(desiredCount / 2);
  if (!current) return { fresh: 0, former: 0 };
  if (current.revision === badRevision) return { fresh: 0, former: half };
  const done = Math.min(1, (now() - current.at) / Math.max(1, rolloutMs));
  const fresh = Math.floor(done * desiredCount);
  return { fresh, former: done === 1 ? 0 : Math.max(half, desiredCount - fresh) };
}
