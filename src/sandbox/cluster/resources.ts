/** One kind of object as discovery lists it. */
export interface Resource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly string[];
}

// group/version plural Kind scope short,names categories subresources; `-` for none.
const rows = `
v1 namespaces Namespace cluster ns - status
v1 nodes Node cluster no - status
v1 pods Pod namespaced po all status,log,eviction,exec,attach,portforward
v1 events Event namespaced ev - -
v1 configmaps ConfigMap namespaced cm - -
v1 secrets Secret namespaced - - -
v1 services Service namespaced svc all status
v1 serviceaccounts ServiceAccount namespaced sa - -
v1 endpoints Endpoints namespaced ep - -
v1 persistentvolumeclaims PersistentVolumeClaim namespaced pvc - status
v1 resourcequotas ResourceQuota namespaced quota - status
v1 limitranges LimitRange namespaced limits - -
apps/v1 deployments Deployment namespaced deploy all status,scale
apps/v1 replicasets ReplicaSet namespaced rs all status,scale
apps/v1 statefulsets StatefulSet namespaced sts all status,scale
apps/v1 daemonsets DaemonSet namespaced ds all status
apps/v1 controllerrevisions ControllerRevision namespaced - - -
autoscaling/v2 horizontalpodautoscalers HorizontalPodAutoscaler namespaced hpa all status
batch/v1 jobs Job namespaced - all status
batch/v1 cronjobs CronJob namespaced cj all status
policy/v1 poddisruptionbudgets PodDisruptionBudget namespaced pdb - status
networking.k8s.io/v1 ingresses Ingress namespaced ing - status
discovery.k8s.io/v1 endpointslices EndpointSlice namespaced - - -
coordination.k8s.io/v1 leases Lease namespaced - - -`;

const words = (cell: string | undefined): string[] => (cell === undefined || cell === "-" ? [] : cell.split(","));

export const resources: readonly Resource[] = rows
  .trim()
  .split("\n")
  .map((row) => {
    const [api = "", plural = "", kind = "", scope, short, categories, subresources] = row.split(" ");
    const [group, version] = api.includes("/") ? api.split("/") : ["", api];
    return {
      group: group ?? "",
      version: version ?? "",
      plural,
      kind,
      namespaced: scope === "namespaced",
      shortNames: words(short),
      categories: words(categories),
      subresources: words(subresources),
    };
  });

const byPlural = new Map(resources.map((resource) => [resource.plural, resource]));
const byKind = new Map(resources.map((resource) => [resource.kind, resource]));

/** The older form of autoscalers, which some clients still write. */
export const olderAutoscaling = "autoscaling/v1";

export function findResource(group: string, version: string, plural: string): Resource | undefined {
  const found = byPlural.get(plural);
  if (found?.group === group && `${group}/${version}` === olderAutoscaling) return { ...found, version };
  return found?.group === group && found.version === version ? found : undefined;
}

export const resourceOfKind = (kind: string): Resource | undefined => byKind.get(kind);

/** The kind of a plural that the sandbox's own code names. */
export function resourceOf(plural: string): Resource {
  const found = byPlural.get(plural);
  if (found === undefined) throw new Error(`the sandbox's cluster has no ${plural}`);
  return found;
}

/** `apps/v1`, `v1`. */
export const apiVersionOf = ({ group, version }: Pick<Resource, "group" | "version">): string =>
  group === "" ? version : `${group}/${version}`;
/** `deployments.apps`, `pods`: how errors name a kind. */
export const qualifiedPlural = ({ group, plural }: Resource): string => (group === "" ? plural : `${plural}.${group}`);
export const qualifiedKind = ({ group, kind }: Resource): string => (group === "" ? kind : `${kind}.${group}`);
