import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Changer } from "../../target.ts";
import { applies } from "./apply.ts";
import { autoscales } from "./autoscale.ts";
import { cordons } from "./cordon.ts";
import { createsJob } from "./create-job.ts";
import { deletes } from "./delete.ts";
import { drains } from "./drain.ts";
import { executes } from "./exec.ts";
import { marks } from "./marks.ts";
import { patches } from "./patch.ts";
import { pausesRollout } from "./rollout-pause.ts";
import { restartsRollout } from "./rollout-restart.ts";
import { undoesRollout } from "./rollout-undo.ts";
import { scales } from "./scale.ts";
import { setsEnvironment } from "./set-env.ts";
import { setsImage } from "./set-image.ts";
import { setsResources } from "./set-resources.ts";
import { taints } from "./taint.ts";

interface Parts {
  /** Milliseconds. */
  readonly now: () => number;
  /** Milliseconds between two looks at what is on its way; 1000 when not given. */
  readonly pauseMs?: number;
}

/** Everything that can be changed in a cluster. */
export function kubernetesChangers(door: KubernetesDoor, { now, pauseMs = 1000 }: Parts): readonly Changer[] {
  const patience = { now, pauseMs };
  return [
    undoesRollout(door, patience),
    restartsRollout(door, patience),
    ...pausesRollout(door, patience),
    scales(door, patience),
    setsImage(door, patience),
    setsEnvironment(door, patience),
    setsResources(door, patience),
    patches(door, patience),
    autoscales(door, patience),
    deletes(door, patience),
    ...cordons(door, patience),
    taints(door, patience),
    drains(door, patience),
    ...marks(door, patience),
    createsJob(door, patience),
    applies(door, patience),
    executes(door),
  ];
}
