// Short names and singular forms of what every cluster has. What is not here is a custom resource, found through discovery by its own words.
const forms = `
pods pod po|services service svc|deployments deployment deploy|replicasets replicaset rs|statefulsets statefulset sts
daemonsets daemonset ds|replicationcontrollers replicationcontroller rc|jobs job|cronjobs cronjob cj|events event ev|nodes node no
namespaces namespace ns|configmaps configmap cm|secrets secret|serviceaccounts serviceaccount sa|endpoints endpoint ep
endpointslices endpointslice|ingresses ingress ing|networkpolicies networkpolicy netpol
horizontalpodautoscalers horizontalpodautoscaler hpa|poddisruptionbudgets poddisruptionbudget pdb|persistentvolumes persistentvolume pv
persistentvolumeclaims persistentvolumeclaim pvc|storageclasses storageclass sc|resourcequotas resourcequota quota
limitranges limitrange limits|customresourcedefinitions customresourcedefinition crd crds|apiservices apiservice
componentstatuses componentstatus cs|priorityclasses priorityclass pc|roles role|rolebindings rolebinding|clusterroles clusterrole
clusterrolebindings clusterrolebinding|leases lease|certificatesigningrequests certificatesigningrequest csr|routes route
deploymentconfigs deploymentconfig dc|clusteroperators clusteroperator co|clusterversions clusterversion
machineconfigpools machineconfigpool mcp|machines machine|machinesets machineset|volumesnapshots volumesnapshot|all`;

const plural = new Map(
  forms
    .trim()
    .split(/[|\n]/)
    .flatMap((line) => {
      const words = line.trim().split(" ");
      return words.map((word): [string, string] => [word, words[0] ?? word]);
    }),
);

/** `po`, `Pod` and `pods` → `pods`; `deployments.apps` → `deployments`; a custom resource stays as written, in small letters. */
export function canonicalResource(word: string): string {
  const lower = word.toLowerCase();
  const core = /^([a-z]+)(?:\.v\d\w*)?\.(apps|batch|autoscaling|policy|networking\.k8s\.io|events\.k8s\.io)$/.exec(
    lower,
  )?.[1];
  return plural.get(core ?? lower) ?? lower;
}

/** Kinds whose objects hold secrets, by their own name or because nobody knows which kind is meant. */
export function holdsSecrets(resource: string): boolean {
  return /secret|token|credential|password|vault|keystore|oauthclient|zhole\d+z/.test(resource);
}
