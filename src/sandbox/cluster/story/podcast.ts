import type { JsonObject } from "../../slack/json.ts";
import { createPod } from "../controllers/pod-owners.ts";
import { nameOf, textIn, withPart } from "../objects.ts";
import type { World } from "../world.ts";
import { days, hours, minutes, seed, seedEvent, settleSeeded } from "./seed.ts";
import { seedDeployment } from "./seed-deployment.ts";

const registry = "your-registry";
const production = "production";
const deployedAgo = 12 * minutes;

/** The podcast platform in production, twelve minutes after a deploy that leaks database connections. */
export function seedPodcastProduction(world: World): void {
  const pods = seedApi(world);
  tellEvents(world, pods);
  const small = { namespace: production, port: 8000 };
  seedDeployment(world, {
    ...small,
    name: "api-service-canary",
    labels: { app: "api", track: "canary" },
    container: "api",
    replicas: 1,
    revisions: [{ image: `${registry}/api:2.3.1`, env: { DB_POOL_MAX_SIZE: "40" }, ageMs: 6 * days }],
  });
  seedDeployment(world, {
    ...small,
    name: "transcription-worker",
    labels: { app: "transcription-worker" },
    container: "worker",
    replicas: 2,
    requests: { cpu: "500m", memory: "512Mi" },
    revisions: [{ image: `${registry}/transcription-worker:1.8.0`, ageMs: 20 * days }],
  });
  seedPostgres(world);
  seedSettings(world);
  const service = (name: string, port: number, selector: JsonObject, address: string): void => {
    const spec = { clusterIP: address, selector, ports: [{ port, targetPort: port, protocol: "TCP" }] };
    seed(world, "services", { metadata: { name, namespace: production }, spec }, 41 * days);
  };
  service("api-service", 8000, { app: "api" }, "10.96.14.20");
  service("postgres", 5432, { app: "postgres" }, "10.96.14.31");
  service("redis", 6379, { app: "redis" }, "10.96.14.32");
}

function seedApi(world: World): readonly JsonObject[] {
  const revision = (image: string, pool: string, ageMs: number, changeCause: string) => ({
    image: `${registry}/api:${image}`,
    env: { LOG_LEVEL: "info", DB_POOL_MAX_SIZE: pool },
    ageMs,
    changeCause,
  });
  return seedDeployment(world, {
    namespace: production,
    name: "api-service",
    labels: { app: "api" },
    container: "api",
    port: 8000,
    replicas: 3,
    requests: { cpu: "250m", memory: "256Mi" },
    revisions: [
      revision("2.1.0", "40", 40 * days, "release 2.1.0"),
      revision("2.2.0", "40", 26 * days, "release 2.2.0"),
      revision("2.3.0", "40", 12 * days, "release 2.3.0"),
      revision("2.3.1", "40", 6 * days, "release 2.3.1: fixes of the sponsor report"),
      revision("2.4.0", "15", deployedAgo, "release 2.4.0: faster episode imports"),
    ],
    pasts: [{ restarts: 2, lastRestartAgoMs: 3 * minutes }],
  });
}

function tellEvents(world: World, pods: readonly JsonObject[]): void {
  const deployment = world.store.get("deployments", production, "api-service");
  const [unlucky, ...others] = pods;
  if (deployment === undefined || unlucky === undefined) return;
  const scaled = (name: string, change: string, agoMs: number): void => {
    const message = `Scaled ${change}`.replace("replica set", `replica set ${name}`);
    const event = { type: "Normal", reason: "ScalingReplicaSet", message, component: "deployment-controller" } as const;
    seedEvent(world, deployment, event, agoMs);
  };
  const newest = nameOf(unlucky).replace(/-\w+$/, "");
  for (const [step, count] of [1, 2, 3].entries())
    scaled(newest, `up replica set from ${count - 1} to ${count}`, deployedAgo - step * 9_000);
  for (const pod of pods) {
    const kubelet = { component: "kubelet", host: textIn(pod, "spec", "nodeName"), fieldPath: "spec.containers{api}" };
    const started = { type: "Normal", reason: "Started", message: "Started container api", ...kubelet } as const;
    seedEvent(world, pod, started, deployedAgo - 3_000);
    const message = "Readiness probe failed: HTTP probe failed with statuscode: 500";
    const unhealthy = { type: "Warning", reason: "Unhealthy", message, ...kubelet } as const;
    seedEvent(world, pod, unhealthy, (others.includes(pod) ? 90 : 30) * 1_000, { count: 7, firstAgoMs: 10 * minutes });
  }
  const kubelet = {
    component: "kubelet",
    host: textIn(unlucky, "spec", "nodeName"),
    fieldPath: "spec.containers{api}",
  };
  const message = `Back-off restarting failed container api in pod ${nameOf(unlucky)}_${production}`;
  seedEvent(world, unlucky, { type: "Warning", reason: "BackOff", message, ...kubelet }, 3 * minutes, {
    count: 2,
    firstAgoMs: 8 * minutes,
  });
}

function seedPostgres(world: World): void {
  const container = {
    name: "postgres",
    image: "postgres:15.6",
    ports: [{ containerPort: 5432, protocol: "TCP" }],
    resources: { requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "2Gi" } },
  };
  const owner = {
    spec: { template: { metadata: { labels: { app: "postgres" } }, spec: { containers: [container] } } },
  };
  const pod = createPod(world, { metadata: { namespace: production }, ...owner }, { name: "postgres-pod" });
  settleSeeded(world, withPart(pod, "metadata", { ownerReferences: undefined }), { ageMs: 20 * days });
}

function seedSettings(world: World): void {
  const data = {
    LOG_LEVEL: "info",
    DB_HOST: "postgres.production.svc",
    DB_NAME: "podcast_analytics",
    DB_POOL_SIZE: "5",
    DB_POOL_MAX_OVERFLOW: "10",
    DB_POOL_TIMEOUT: "30",
    REDIS_HOST: "redis.production.svc",
  };
  seed(world, "configmaps", { metadata: { name: "api-config", namespace: production }, data }, 26 * days);
  const secret = { DATABASE_PASSWORD: encoded("sandbox-only"), STRIPE_API_KEY: encoded("sandbox-only-too") };
  seed(world, "secrets", { metadata: { name: "api-secrets", namespace: production }, data: secret }, 26 * days);
  const budget = { minAvailable: 2, selector: { matchLabels: { app: "api" } } };
  seed(
    world,
    "poddisruptionbudgets",
    { metadata: { name: "api-service", namespace: production }, spec: budget },
    26 * days,
  );
  seed(world, "serviceaccounts", { metadata: { name: "incident-jobs", namespace: production } }, 41 * days);
  seed(
    world,
    "limitranges",
    { metadata: { name: "defaults", namespace: production }, spec: { limits: [] } },
    41 * hours,
  );
}

const encoded = (text: string): string => Buffer.from(text).toString("base64");
