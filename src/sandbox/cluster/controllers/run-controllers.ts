import { nameOf, namespaceOf } from "../objects.ts";
import type { World } from "../world.ts";
import { createAutoscalers } from "./autoscalers.ts";
import { collectGarbage, emptyNamespaces } from "./collect-garbage.ts";
import { createCronJobs } from "./cron-jobs.ts";
import { runDaemonSets } from "./daemon-sets.ts";
import { runDeployments } from "./deployments.ts";
import { countBudgets } from "./disruption-budgets.ts";
import { runJobs } from "./jobs.ts";
import { runReplicaSets } from "./replica-sets.ts";
import { createKubelets } from "./run-pods.ts";
import { schedulePods } from "./schedule-pods.ts";
import { runStatefulSets } from "./stateful-sets.ts";

/** Everything that makes wishes true. It looks at a namespace again whenever something in it has changed, until nothing does. */
export function runControllers(world: World): () => void {
  const changed = new Set<string>();
  const runKubelets = createKubelets(world);
  const runCronJobs = createCronJobs(world);
  const runAutoscalers = createAutoscalers(world);
  // What the story begins with has not changed, but must be looked at once.
  for (const namespace of world.store.list("namespaces")) changed.add(nameOf(namespace));
  let planned: NodeJS.Immediate | undefined;
  const look = (): void => {
    planned = undefined;
    const namespaces = [...changed];
    changed.clear();
    emptyNamespaces(world);
    for (const namespace of namespaces) {
      runDeployments(world, namespace);
      runReplicaSets(world, namespace);
      runStatefulSets(world, namespace);
      runDaemonSets(world, namespace);
      runCronJobs(namespace);
      runJobs(world, namespace);
      collectGarbage(world, namespace);
      schedulePods(world, namespace);
      runKubelets(namespace);
      countBudgets(world, namespace);
      runAutoscalers(namespace);
    }
  };
  const mark = (namespace: string): void => {
    changed.add(namespace);
    planned ??= setImmediate(look);
  };
  planned = setImmediate(look);
  const unsubscribe = world.store.subscribe(({ plural, object }) => {
    if (plural === "events") return;
    if (plural !== "nodes" && plural !== "namespaces") return mark(namespaceOf(object));
    for (const namespace of world.store.list("namespaces")) mark(nameOf(namespace));
  });
  return () => {
    unsubscribe();
    if (planned !== undefined) clearImmediate(planned);
  };
}
