import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import type { Family } from "../target.ts";
import { kubernetesChangers } from "./change/kubernetes-changers.ts";
import { kubernetesReaders } from "./readers.ts";

/** Everything done to a cluster. `now`: milliseconds since 1970. */
export function createKubernetesFamily(door: KubernetesDoor, now: () => number): Family {
  return {
    readers: kubernetesReaders(door, { now: () => new Date(now()), pauseMs: 1000 }),
    changers: kubernetesChangers(door, { now }),
    close: () => door.close(),
  };
}
