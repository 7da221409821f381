import { environment } from "../../../src/catalog/environment.ts";
import type { Site } from "../../../src/targets/target.ts";

/** An environment whose catalog lets these programs run as Jobs. */
export function jobSite(namespace: string, jobs: object = {}, context?: string): Site {
  const usual = {
    image: "registry.example.com/tools:1.4",
    serviceAccount: "incident-jobs",
    deadline: "30m",
    programs: ["./scripts/", "alembic", "psql -f migrations/"],
  };
  return {
    service: "podcast-analytics",
    environmentName: "production",
    environment: environment.parse({ kubernetes: { namespace, context, jobs: { ...usual, ...jobs } } }),
    links: {},
  };
}
