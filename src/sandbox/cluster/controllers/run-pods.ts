import { randomInt, randomUUID } from "node:crypto";
import type { JsonObject } from "../../slack/json.ts";
import { note } from "../lifecycle.ts";
import {
  controllerOf,
  isLeaving,
  nameOf,
  namespaceOf,
  numberIn,
  objectIn,
  objectsIn,
  textIn,
  timestamp,
  uidOf,
  withPart,
} from "../objects.ts";
import { type Behaviour, behaviourOf } from "../story/behaviour.ts";
import type { World } from "../world.ts";
import { withContainerStatus } from "./pod-status.ts";

/** The kubelets: starts the containers of pods that have a node, lets them crash, and stops those that must leave. */
export function createKubelets(world: World): (namespace: string) => void {
  const tended = new Set<string>();
  const stopping = new Set<string>();
  return (namespace) => {
    for (const pod of world.store.list("pods", namespace)) {
      if (textIn(pod, "spec", "nodeName") === "") continue;
      const uid = uidOf(pod);
      if (isLeaving(pod) && !stopping.has(uid)) {
        stopping.add(uid);
        stop(world, pod);
      } else if (!isLeaving(pod) && !tended.has(uid)) {
        tended.add(uid);
        for (const container of objectsIn(pod, "spec", "containers")) tend(new Keeper(world, pod, container));
      }
    }
  };
}

/** Milliseconds of the cluster's time. */
const pace = {
  create: 700,
  pull: 900,
  ready: 1_600,
  crash: 1_500,
  stop: 1_200,
  firstBackOff: 10_000,
  longestBackOff: 300_000,
};

function stop(world: World, pod: JsonObject): void {
  for (const container of objectsIn(pod, "spec", "containers"))
    new Keeper(world, pod, container).tell("Normal", "Killing", `Stopping container ${textIn(container, "name")}`);
  world.after(pace.stop, () => {
    const last = world.store.get("pods", namespaceOf(pod), nameOf(pod));
    if (last !== undefined && uidOf(last) === uidOf(pod)) world.store.remove("pods", last);
  });
}

/** One container of one pod. */
class Keeper {
  readonly world: World;
  readonly #pod: JsonObject;
  readonly container: JsonObject;
  readonly name: string;

  constructor(world: World, pod: JsonObject, container: JsonObject) {
    this.world = world;
    this.#pod = pod;
    this.container = container;
    this.name = textIn(container, "name");
  }

  /** As it is now; undefined when it has gone or is about to. */
  pod(): JsonObject | undefined {
    const last = this.world.store.get("pods", namespaceOf(this.#pod), nameOf(this.#pod));
    return last !== undefined && uidOf(last) === uidOf(this.#pod) && !isLeaving(last) ? last : undefined;
  }

  status(): JsonObject {
    return objectsIn(this.pod(), "status", "containerStatuses").find((one) => one.name === this.name) ?? {};
  }

  behaviour(): Behaviour {
    return behaviourOf(objectIn(this.#pod, "spec"), this.container);
  }

  set(changes: JsonObject, ofPod: JsonObject = {}): void {
    const pod = this.pod();
    if (pod === undefined) return;
    note(this.world, "pods", withPart(withContainerStatus(pod, this.name, changes, this.world.now()), "status", ofPod));
  }

  tell(type: "Normal" | "Warning", reason: string, message: string): void {
    const pod = this.world.store.get("pods", namespaceOf(this.#pod), nameOf(this.#pod));
    if (pod === undefined) return;
    this.world.record(pod, {
      type,
      reason,
      message,
      component: "kubelet",
      host: textIn(pod, "spec", "nodeName"),
      fieldPath: `spec.containers{${this.name}}`,
    });
  }

  /** Later, if the pod is still there. */
  after(ms: number, work: () => void): void {
    this.world.after(ms, () => {
      if (this.pod() !== undefined) work();
    });
  }
}

function tend(keeper: Keeper): void {
  const state = objectIn(keeper.status(), "state");
  // One that the story began with runs already.
  if (state.running !== undefined) {
    live(keeper);
    return;
  }
  if (state.terminated !== undefined) return;
  keeper.set({ state: { waiting: { reason: "ContainerCreating" } } });
  keeper.after(pace.create, () => pull(keeper, 0));
}

function pull(keeper: Keeper, attempt: number): void {
  const image = textIn(keeper.container, "image");
  if (keeper.behaviour().kind !== "cannot-pull") {
    keeper.tell("Normal", "Pulled", `Container image "${image}" already present on machine`);
    keeper.after(pace.pull, () => start(keeper));
    return;
  }
  const message = `failed to pull and unpack image "${image}": ${image}: not found`;
  keeper.tell("Normal", "Pulling", `Pulling image "${image}"`);
  keeper.tell("Warning", "Failed", `Failed to pull image "${image}": ${message}`);
  keeper.tell("Warning", "Failed", "Error: ErrImagePull");
  keeper.set({ state: { waiting: { reason: "ErrImagePull", message } } });
  keeper.after(pace.pull * 3, () => {
    keeper.tell("Normal", "BackOff", `Back-off pulling image "${image}"`);
    keeper.set({ state: { waiting: { reason: "ImagePullBackOff", message: `Back-off pulling image "${image}"` } } });
    keeper.after(backOff(attempt), () => pull(keeper, attempt + 1));
  });
}

const backOff = (attempt: number): number => Math.min(pace.firstBackOff * 2 ** attempt, pace.longestBackOff);

function start(keeper: Keeper): void {
  const { world, name } = keeper;
  keeper.tell("Normal", "Created", `Created container: ${name}`);
  keeper.tell("Normal", "Started", `Started container ${name}`);
  const podIP = textIn(keeper.pod(), "status", "podIP") || `10.42.${randomInt(4)}.${randomInt(10, 250)}`;
  const running = { state: { running: { startedAt: timestamp(world.now()) } }, started: true, ready: false };
  keeper.set(
    { ...running, containerID: `containerd://${randomUUID().replaceAll("-", "")}` },
    { podIP, podIPs: [{ ip: podIP }] },
  );
  live(keeper);
}

function live(keeper: Keeper): void {
  const behaviour = keeper.behaviour();
  const becomeReady = (): void => keeper.after(pace.ready, () => keeper.set({ ready: true }));
  switch (behaviour.kind) {
    case "serves":
      becomeReady();
      return;
    case "leaks":
      becomeReady();
      keeper.after(240_000 + randomInt(120_000), () => choke(keeper));
      return;
    case "crashes":
      keeper.after(pace.crash, () => end(keeper, 1, "Error"));
      return;
    case "works":
      becomeReady();
      keeper.after(behaviour.forMs, () => end(keeper, behaviour.exitCode, behaviour.reason));
      return;
    case "cannot-pull":
      return;
  }
}

/** Of pods that leak only the first of each ReplicaSet runs out of memory now and then. */
function choke(keeper: Keeper): void {
  const pod = keeper.pod();
  if (pod === undefined) return;
  const owner = textIn(controllerOf(pod), "uid");
  const siblings = keeper.world.store
    .list("pods", namespaceOf(pod))
    .filter((one) => textIn(controllerOf(one), "uid") === owner);
  if (siblings[0] !== undefined && uidOf(siblings[0]) === uidOf(pod)) end(keeper, 137, "OOMKilled");
}

function end(keeper: Keeper, exitCode: number, reason: string): void {
  const { world, name } = keeper;
  const status = keeper.status();
  const startedAt = textIn(status, "state", "running", "startedAt");
  const terminated = {
    exitCode,
    reason,
    startedAt,
    finishedAt: timestamp(world.now()),
    containerID: status.containerID,
  };
  keeper.set({ state: { terminated }, ready: false, started: false });
  const pod = keeper.pod();
  const policy = textIn(pod, "spec", "restartPolicy");
  if (pod === undefined || policy === "Never" || (policy === "OnFailure" && exitCode === 0)) return;
  const restarts = numberIn(status, 0, "restartCount");
  const restart = (): void => {
    keeper.set({ lastState: { terminated }, restartCount: restarts + 1 });
    start(keeper);
  };
  // The first restart comes at once, and so does one after a long quiet life.
  if (restarts === 0 || reason === "OOMKilled") {
    keeper.after(pace.create, restart);
    return;
  }
  const wait = backOff(restarts - 1);
  const message = `back-off ${Math.round(wait / 1000)}s restarting failed container=${name} pod=${nameOf(pod)}_${namespaceOf(pod)}(${uidOf(pod)})`;
  keeper.after(pace.create, () => {
    keeper.set({ state: { waiting: { reason: "CrashLoopBackOff", message } }, lastState: { terminated } });
    keeper.tell(
      "Warning",
      "BackOff",
      `Back-off restarting failed container ${name} in pod ${nameOf(pod)}_${namespaceOf(pod)}(${uidOf(pod)})`,
    );
    keeper.after(wait, restart);
  });
}
