/** What the Deployment keeps of its own when it goes back: the rest belongs to the revision. */
const keptByDeployment = [
  "kubectl.kubernetes.io/last-applied-configuration",
  "deployment.kubernetes.io/revision",
  "deployment.kubernetes.io/revision-history",
  "deployment.kubernetes.io/desired-replicas",
  "deployment.kubernetes.io/max-replicas",
  "deprecated.deployment.rollback.to",
];

type Annotations = Readonly<Record<string, string>>;

/** The annotations of a Deployment after a rollback, as kubectl computes them; every other one of its own is lost. */
export function carriedAnnotations(ofDeployment: Annotations, ofReplicaSet: Annotations): Annotations {
  const isKept = ([key]: [string, string]) => keptByDeployment.includes(key);
  return Object.fromEntries([
    ...Object.entries(ofDeployment).filter(isKept),
    ...Object.entries(ofReplicaSet).filter((entry) => !isKept(entry)),
  ]);
}
