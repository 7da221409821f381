import type { JsonObject } from "../slack/json.ts";
import { chance } from "./chance.ts";
import { dig, nameOf, objectIn, objectsIn, textIn, uidOf } from "./objects.ts";
import { quantity } from "./quantity.ts";
import { behaviourOf } from "./story/behaviour.ts";
import type { World } from "./world.ts";

export interface Usage {
  readonly cores: number;
  readonly bytes: number;
}

/** What each running container of a pod uses: about half of what it asked for, more when it leaks. Moves every 15 seconds. */
export function usageOfContainers(world: World, pod: JsonObject): readonly (Usage & { readonly name: string })[] {
  const moment = Math.floor(world.now() / 15_000);
  const spec = objectIn(pod, "spec");
  return objectsIn(spec, "containers").map((container) => {
    const name = textIn(container, "name");
    const wobble = 0.9 + 0.2 * chance(uidOf(pod), name, moment);
    const isLeaking = behaviourOf(spec, container).kind === "leaks";
    const asked = objectIn(container, "resources", "requests");
    return {
      name,
      cores: (quantity(asked.cpu) || 0.05) * (isLeaking ? 0.85 : 0.35) * wobble,
      bytes: (quantity(asked.memory) || 64 * 1024 ** 2) * (isLeaking ? 1.6 : 0.7) * wobble,
    };
  });
}

/** What all pods of a node use together, and the node itself. */
export function usageOfNode(world: World, node: JsonObject): Usage {
  const all = world.store
    .list("pods")
    .filter((pod) => textIn(pod, "spec", "nodeName") === nameOf(node) && textIn(pod, "status", "phase") === "Running")
    .flatMap((pod) => usageOfContainers(world, pod));
  const system: Usage = { cores: 0.18, bytes: quantity(dig(node, "status", "capacity", "memory")) * 0.12 };
  return all.reduce((sum, one) => ({ cores: sum.cores + one.cores, bytes: sum.bytes + one.bytes }), system);
}
