import type { World } from "../world.ts";
import { seedNeighbours } from "./neighbours.ts";
import { seedNodes } from "./nodes.ts";
import { seedPodcastProduction } from "./podcast.ts";
import { days, seed } from "./seed.ts";
import { seedOtherWorkloads } from "./services.ts";

const namespaces = [
  "default",
  "kube-system",
  "kube-public",
  "kube-node-lease",
  "monitoring",
  "production",
  "staging",
  "architect-production",
  "architect-staging",
  "web-analytics",
  "web-analytics-staging",
  "social-analytics-jobs",
];

/** Fills an empty cluster with the five services, one of which is in trouble since a deploy. */
export function tellClusterStory(world: World): void {
  seedNodes(world);
  for (const name of namespaces)
    seed(world, "namespaces", { metadata: { name, labels: { "kubernetes.io/metadata.name": name } } }, 41 * days);
  seedPodcastProduction(world);
  seedNeighbours(world);
  seedOtherWorkloads(world);
}
