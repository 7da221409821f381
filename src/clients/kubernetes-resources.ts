import { Fault } from "./fault.ts";
import type { KubernetesDoor } from "./kubernetes.ts";
import { discover } from "./kubernetes-discovery.ts";
import type { ResourceAddress } from "./kubernetes-path.ts";

/** A kind of resource as a cluster serves it. */
export interface KubernetesResource extends ResourceAddress {
  readonly kind: string;
  /** Empty when the cluster names none. */
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly string[];
}

/**
 * The resource a word means: `pods`, `deploy`, `Deployment`, `widgets.example.com`, `deployments.v1.apps`. What every cluster has needs no question;
 * the rest is asked of the cluster once and remembered. Throws a Fault with code `UnknownResource`.
 */
export async function findResource(
  door: KubernetesDoor,
  context: string | undefined,
  word: string,
  signal: AbortSignal,
): Promise<KubernetesResource> {
  const known = find(wellKnown, word);
  if (known) return known;
  const remembered = caches.get(door)?.get(context ?? "");
  const found = find((await remembered?.catch(() => undefined)) ?? [], word);
  // A custom resource may have been defined since.
  const again = found ?? find(await listResources(door, context, signal), word);
  if (again) return again;
  throw new Fault(`the cluster knows no kind of resource called ${word}`, {
    service: "kubernetes",
    code: "UnknownResource",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: "See `kubectl api-resources` for what it knows.",
  });
}

/** Every kind the cluster serves, freshly asked for, in the order of its groups. */
export function listResources(
  door: KubernetesDoor,
  context: string | undefined,
  signal: AbortSignal,
): Promise<readonly KubernetesResource[]> {
  const asked = discover(door, context, signal);
  const cache = caches.get(door) ?? new Map<string, Promise<readonly KubernetesResource[]>>();
  caches.set(door, cache.set(context ?? "", asked));
  return asked;
}

/** `deployment.apps`, `pod`: a kind as `kubectl get -o name` writes it. */
export function nameOfKind({ kind, group }: KubernetesResource): string {
  return group === "" ? kind.toLowerCase() : `${kind.toLowerCase()}.${group}`;
}

const caches = new WeakMap<KubernetesDoor, Map<string, Promise<readonly KubernetesResource[]>>>();

function find(resources: readonly KubernetesResource[], written: string): KubernetesResource | undefined {
  const word = written.toLowerCase();
  const exact = resources.find((one) => namesOf(one).includes(word));
  if (exact || !word.includes(".")) return exact;
  return resources.find((one) =>
    namesOf(one).some((name) => [`${name}.${one.group}`, `${name}.${one.version}.${one.group}`].includes(word)),
  );
}

function namesOf({ plural, singular, kind, shortNames }: KubernetesResource): readonly string[] {
  return [plural, singular, kind.toLowerCase(), ...shortNames];
}

const all = ["get", "list", "watch", "create", "update", "patch", "delete"];

function core(group: string, namespaced: boolean, lines: string): readonly KubernetesResource[] {
  return lines.split("|").map((line) => {
    const [kind = "", plural = "", ...shortNames] = line.trim().split(" ");
    return {
      ...{ group, version: "v1", plural, namespaced, kind, singular: kind.toLowerCase(), shortNames },
      ...{ categories: [], verbs: all },
    };
  });
}

/** What every cluster since 1.19 serves in version v1. */
const wellKnown: readonly KubernetesResource[] = [
  ...core(
    "",
    true,
    "Pod pods po|Service services svc|ConfigMap configmaps cm|Secret secrets|Event events ev|ServiceAccount serviceaccounts sa|Endpoints endpoints ep|PersistentVolumeClaim persistentvolumeclaims pvc|ReplicationController replicationcontrollers rc|ResourceQuota resourcequotas quota|LimitRange limitranges limits",
  ),
  ...core("", false, "Node nodes no|Namespace namespaces ns|PersistentVolume persistentvolumes pv"),
  ...core(
    "apps",
    true,
    "Deployment deployments deploy|ReplicaSet replicasets rs|StatefulSet statefulsets sts|DaemonSet daemonsets ds|ControllerRevision controllerrevisions",
  ),
  ...core("batch", true, "Job jobs"),
  ...core("networking.k8s.io", true, "Ingress ingresses ing|NetworkPolicy networkpolicies netpol"),
  ...core("rbac.authorization.k8s.io", true, "Role roles|RoleBinding rolebindings"),
  ...core("rbac.authorization.k8s.io", false, "ClusterRole clusterroles|ClusterRoleBinding clusterrolebindings"),
  ...core("storage.k8s.io", false, "StorageClass storageclasses sc"),
];
