import type { JsonObject } from "../../slack/json.ts";
import { deploymentStatus } from "../controllers/deployment-status.ts";
import { createPod } from "../controllers/pod-owners.ts";
import { replicaSetFor, revisionKey } from "../controllers/revisions.ts";
import { withDefaults } from "../defaults.ts";
import { nameOf, withAnnotations, withPart } from "../objects.ts";
import type { World } from "../world.ts";
import { days, type PodPast, seed, settleSeeded } from "./seed.ts";

interface Revision {
  readonly image: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly ageMs: number;
  readonly changeCause?: string;
}

export interface SeededDeployment {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly container: string;
  readonly port: number;
  readonly replicas: number;
  /** `250m`, `256Mi`; the limits are twice that. */
  readonly requests?: { readonly cpu: string; readonly memory: string };
  /** The oldest first; the last one runs. */
  readonly revisions: readonly Revision[];
  /** What the pods have been through, the first by name first. */
  readonly pasts?: readonly Omit<PodPast, "ageMs">[];
}

/** A Deployment with its history: one ReplicaSet for each revision, and the pods of the last. */
export function seedDeployment(world: World, given: SeededDeployment): readonly JsonObject[] {
  const { namespace, name, labels, replicas, revisions } = given;
  const last = revisions.length;
  const oldest = revisions[0]?.ageMs ?? days;
  const [newest = { image: "", ageMs: 0 }] = revisions.slice(-1);
  const wish = (revision: Revision): JsonObject => ({
    metadata: { name, namespace, labels, annotations: causeOf(revision) },
    spec: { replicas, selector: { matchLabels: labels }, template: templateOf(given, revision) },
  });
  const made = seed(world, "deployments", wish(newest), oldest);
  const replicaSets = revisions.map((revision, index) => {
    const { spec } = withDefaults("deployments", wish(revision));
    const then = withPart({ ...made, spec }, "metadata", { annotations: causeOf(revision) });
    return seed(world, "replicasets", replicaSetFor(then, index + 1), revision.ageMs);
  });
  const [current] = replicaSets.slice(-1);
  if (current === undefined) return [];
  const sized = withPart(current, "spec", { replicas });
  const pods = Array.from({ length: replicas }, () => createPod(world, sized, { generateName: `${nameOf(current)}-` }))
    .sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1))
    .map((pod, index) => settleSeeded(world, pod, { ageMs: newest.ageMs, ...given.pasts?.[index] }));
  const counts = { replicas, fullyLabeledReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas };
  const running = world.store.put("replicasets", { ...sized, status: { ...counts, observedGeneration: 1 } });
  const generation = withPart(withAnnotations(made, { [revisionKey]: String(last) }), "metadata", { generation: last });
  const { status } = deploymentStatus(
    generation,
    running,
    [...replicaSets.slice(0, -1), running],
    world.now() - newest.ageMs,
  );
  world.store.put("deployments", { ...generation, status });
  return pods;
}

const causeOf = ({ changeCause }: Revision): JsonObject =>
  changeCause === undefined ? {} : { "kubernetes.io/change-cause": changeCause };

function templateOf(
  { labels, container, port, requests }: SeededDeployment,
  { image, env = {} }: Revision,
): JsonObject {
  const asked = requests ?? { cpu: "100m", memory: "128Mi" };
  return {
    metadata: { labels },
    spec: {
      containers: [
        {
          name: container,
          image,
          ports: [{ containerPort: port, protocol: "TCP" }],
          env: Object.entries(env).map(([name, value]) => ({ name, value })),
          resources: { requests: asked, limits: { memory: twice(asked.memory) } },
        },
      ],
    },
  };
}

const twice = (memory: string): string => memory.replace(/^\d+/, (amount) => String(Number(amount) * 2));
