import { environment } from "../../../src/catalog/environment.ts";
import type { Site } from "../../../src/targets/target.ts";

/** An environment whose cluster is the one the door leads to. */
export function siteIn(namespace: string): Site {
  return {
    service: "podcast-analytics",
    environmentName: "production",
    environment: environment.parse({ kubernetes: { namespace } }),
    links: {},
  };
}
