/**
 * What each operation asks of a cluster, as `verb resource`: `get deployments.apps`, `create pods/eviction`. It is what
 * manifests/kubernetes/rbac.yaml grants, and no more. What every authenticated account may do (discovery, health, asking
 * what it may do itself) is left out.
 */
export function rightsOf(operation: string): readonly string[] | undefined {
  return Object.hasOwn(rights, operation) ? rights[operation] : undefined;
}

/** Who holds a right: all may be read everywhere, changed in named namespaces only; nodes belong to no namespace. */
export type RightsHolder = "reader" | "changer" | "nodes";

export function holderOf(right: string): RightsHolder {
  const [verb = "", resource = ""] = right.split(" ");
  // A program may do anything its pod may: it is bound to the namespaces of changes even where it only prints.
  if (resource === "pods/exec") return "changer";
  if (["get", "list", "watch"].includes(verb)) return "reader";
  return resource === "nodes" || resource === "pods/eviction" ? "nodes" : "changer";
}

/** `deployments.apps/scale` → its API group, and the resource as a rule of RBAC writes it. */
export function ruleOf(right: string): { readonly verb: string; readonly group: string; readonly resource: string } {
  const [, verb = "", plural = "", group = "", subresource = ""] =
    /^(\w+) (\w+)(?:\.([\w.]+))?(\/\w+)?$/.exec(right) ?? [];
  return { verb, group, resource: plural + subresource };
}

const workloads = words("deployments.apps statefulsets.apps daemonsets.apps");

/** Made and changed by `apply`, patched, labelled and deleted. No Secrets, no rights, and nothing that keeps data. */
const applied = [
  ...words("services configmaps cronjobs.batch horizontalpodautoscalers.autoscaling poddisruptionbudgets.policy"),
  ...words("ingresses.networking.k8s.io"),
  ...workloads,
];

/** What may be looked at. Secrets are not: who lists them has them. */
const readable = [
  ...applied,
  ...words("pods events endpoints persistentvolumeclaims replicationcontrollers resourcequotas limitranges"),
  ...words("serviceaccounts nodes namespaces persistentvolumes replicasets.apps controllerrevisions.apps jobs.batch"),
  ...words("networkpolicies.networking.k8s.io endpointslices.discovery.k8s.io storageclasses.storage.k8s.io"),
];

const patched = [...applied, ...words("pods jobs.batch persistentvolumeclaims")];
const marked = [...patched, "nodes"];
const deleted = [...applied, ...words("pods jobs.batch")];
const scaled = words("deployments.apps/scale statefulsets.apps/scale");

const changeWorkload = may("get patch", workloads);
const changeNode = may("get patch", ["nodes"]);
const findPods = [...may("get", [...workloads, "pods"]), "list pods"];

const rights: Readonly<Record<string, readonly string[]>> = {
  "kubernetes.get": may("get list watch", readable),
  "kubernetes.describe": may("get list", readable),
  "kubernetes.events": may("list watch", ["events"]),
  "kubernetes.top": ["list pods.metrics.k8s.io", "list nodes.metrics.k8s.io", "list nodes"],
  "kubernetes.logs": [...may("get", ["jobs.batch"]), ...findPods, "get pods/log"],
  "kubernetes.wait": may("get list", readable),
  "kubernetes.can-i": [],
  "kubernetes.cluster-facts": ["list services"],
  "kubernetes.rollout-status": may("get", workloads),
  "kubernetes.rollout-history": [...may("get", workloads), ...may("list", rememberedBy())],
  "kubernetes.rollout-undo": [...changeWorkload, ...may("list", rememberedBy())],
  "kubernetes.rollout-restart": changeWorkload,
  "kubernetes.rollout-pause": may("get patch", ["deployments.apps"]),
  "kubernetes.rollout-resume": may("get patch", ["deployments.apps"]),
  "kubernetes.scale": [
    ...may("get", ["deployments.apps", "statefulsets.apps"]),
    ...may("patch", scaled),
    "list horizontalpodautoscalers.autoscaling",
  ],
  "kubernetes.set-image": changeWorkload,
  "kubernetes.set-env": changeWorkload,
  "kubernetes.set-resources": changeWorkload,
  "kubernetes.autoscale": [
    ...may("get", ["deployments.apps", "statefulsets.apps"]),
    ...may("get create", ["horizontalpodautoscalers.autoscaling"]),
  ],
  "kubernetes.patch": [...may("get patch", patched), ...may("get patch", scaled)],
  "kubernetes.label": may("get patch", marked),
  "kubernetes.annotate": may("get patch", marked),
  "kubernetes.delete": may("get list delete", deleted),
  "kubernetes.cordon": changeNode,
  "kubernetes.uncordon": changeNode,
  "kubernetes.taint": changeNode,
  "kubernetes.drain": [...changeNode, ...may("get list", ["pods"]), "create pods/eviction"],
  "kubernetes.create-job": ["get cronjobs.batch", ...may("get create", ["jobs.batch"])],
  "kubernetes.apply": [...may("get create patch", applied), "list horizontalpodautoscalers.autoscaling"],
  // It is asked for with GET; a cluster of 1.35 wants both.
  "kubernetes.exec": [...findPods, ...may("get create", ["pods/exec"])],
  "job.run": [...may("get list create delete", ["jobs.batch"]), "list pods", "get pods/log", "list events"],
};

function rememberedBy(): readonly string[] {
  return words("replicasets.apps controllerrevisions.apps");
}

function may(verbs: string, resources: readonly string[]): readonly string[] {
  return words(verbs).flatMap((verb) => resources.map((resource) => `${verb} ${resource}`));
}

function words(text: string): readonly string[] {
  return text.split(" ");
}
