import { nameOf, namespaceOf } from "../objects.ts";
import type { World } from "../world.ts";
import { collectGarbage, emptyNamespaces } from "./collect-garbage.ts";
import { runDeployments } from "./deployments.ts";
import { countBudgets } from "./disruption-budgets.ts";
import { runReplicaSets } from "./replica-sets.ts";
import { createKubelets } from "./run-pods.ts";
import { schedulePods } from "./schedule-pods.ts";

/** Everything that makes wishes true. It looks at a namespace again whenever something in it has changed, until nothing does. */
export function runControllers(world: World): () => void {
  const changed = new Set<string>();
  const runKubelets = createKubelets(world);
  let planned: NodeJS.Immediate | undefined;
  const look = (): void => {
    planned = undefined;
    const namespaces = [...changed];
    changed.clear();
    emptyNamespaces(world);
    for (const namespace of namespaces) {
      runDeployments(world, namespace);
      runReplicaSets(world, namespace);
      collectGarbage(world, namespace);
      schedulePods(world, namespace);
      runKubelets(namespace);
      countBudgets(world, namespace);
    }
  };
  const mark = (namespace: string): void => {
    changed.add(namespace);
    planned ??= setImmediate(look);
  };
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
