import type { World } from "../world.ts";
import { days, seed } from "./seed.ts";
import { seedDeployment } from "./seed-deployment.ts";

// namespace name container replicas image port
const rows = `
staging api-service api 1 your-registry/api:2.4.1-rc.1 8000
staging blog-engine blog-engine 1 registry.example.com/blog-engine:3.2.0 3000
staging post-service post-service 1 registry.example.com/post-service:3.2.0 3001
staging auth-service auth-service 1 registry.example.com/auth-service:3.1.4 3002
production blog-engine blog-engine 3 registry.example.com/blog-engine:3.1.9 3000
production post-service post-service 3 registry.example.com/post-service:3.1.9 3001
production auth-service auth-service 2 registry.example.com/auth-service:3.1.4 3002
architect-production architect-api api 10 registry.example.com/architect-api:5.0.2 8080
architect-staging architect-api api 2 registry.example.com/architect-api:5.1.0 8080
web-analytics analytics-service analytics-service 2 registry.example.com/web-analytics:1.14.0 8001
web-analytics data-service data-service 2 registry.example.com/web-analytics:1.14.0 8002
web-analytics auth-service auth-service 2 registry.example.com/web-analytics:1.14.0 8003
web-analytics-staging analytics-service analytics-service 1 registry.example.com/web-analytics:1.15.0 8001
web-analytics-staging data-service data-service 1 registry.example.com/web-analytics:1.15.0 8002
web-analytics-staging auth-service auth-service 1 registry.example.com/web-analytics:1.15.0 8003`;

/** The other services: small, healthy, each with one revision to go back to. */
export function seedNeighbours(world: World): void {
  for (const row of rows.trim().split("\n")) {
    const [namespace = "", name = "", container = "", replicas, image = "", port] = row.split(" ");
    seedDeployment(world, {
      namespace,
      name,
      labels: { app: name === "api-service" ? "api" : name },
      container,
      port: Number(port),
      replicas: Number(replicas),
      revisions: [
        { image: image.replace(/:.*$/, ":previous"), ageMs: 30 * days },
        { image, ageMs: 9 * days },
      ],
    });
  }
  autoscaler(world, "production", "transcription-worker", { minReplicas: 2, maxReplicas: 8 });
  autoscaler(world, "architect-production", "architect-api", { minReplicas: 5, maxReplicas: 30 });
  for (const namespace of ["architect-production", "web-analytics", "social-analytics-jobs"])
    seed(world, "serviceaccounts", { metadata: { name: "incident-jobs", namespace } }, 41 * days);
}

function autoscaler(
  world: World,
  namespace: string,
  name: string,
  limits: { readonly minReplicas: number; readonly maxReplicas: number },
): void {
  const target = { type: "Utilization", averageUtilization: 70 };
  const spec = {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
    ...limits,
    metrics: [{ type: "Resource", resource: { name: "cpu", target } }],
  };
  seed(world, "horizontalpodautoscalers", { metadata: { name, namespace }, spec }, 20 * days);
}
