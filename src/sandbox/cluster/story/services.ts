import type { JsonObject } from "../../slack/json.ts";
import { withPart } from "../objects.ts";
import type { World } from "../world.ts";
import { days, seed } from "./seed.ts";

/** What is no Deployment: caches, queues, watchers on each node, and what runs at night. */
export function seedOtherWorkloads(world: World): void {
  statefulSet(world, { namespace: "production", name: "redis", image: "redis:7.2.4", port: 6379, replicas: 1 });
  statefulSet(world, {
    namespace: "web-analytics",
    name: "rabbitmq",
    image: "rabbitmq:3.13.1",
    port: 5672,
    replicas: 1,
  });
  const exporter = workload({
    namespace: "monitoring",
    name: "node-exporter",
    image: "prom/node-exporter:v1.8.1",
    port: 9100,
  });
  seed(world, "daemonsets", exporter, 41 * days);
  cronJob(world, {
    namespace: "production",
    name: "backup-database",
    schedule: "0 2 * * *",
    image: "your-registry/podcast-tools:stable",
  });
  cronJob(world, {
    namespace: "social-analytics-jobs",
    name: "collect-posts",
    schedule: "*/15 * * * *",
    image: "registry.example.com/social-analytics:stable",
  });
}

interface Described {
  readonly namespace: string;
  readonly name: string;
  readonly image: string;
  readonly port: number;
}

function workload({ namespace, name, image, port }: Described): JsonObject {
  const resources = { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } };
  const container = { name, image, ports: [{ containerPort: port, protocol: "TCP" }], resources };
  const labels = { app: name };
  return {
    metadata: { name, namespace, labels },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
  };
}

function statefulSet(world: World, given: Described & { readonly replicas: number }): void {
  const spec = { serviceName: given.name, replicas: given.replicas };
  seed(world, "statefulsets", withPart(workload(given), "spec", spec), 41 * days);
}

function cronJob(
  world: World,
  { namespace, name, schedule, image }: Omit<Described, "port"> & { readonly schedule: string },
): void {
  const container = { name, image, resources: { requests: { cpu: "100m", memory: "128Mi" } } };
  const pod = { spec: { restartPolicy: "OnFailure", containers: [container] } };
  const spec = { schedule, jobTemplate: { spec: { template: pod } } };
  seed(world, "cronjobs", { metadata: { name, namespace }, spec }, 41 * days);
}
