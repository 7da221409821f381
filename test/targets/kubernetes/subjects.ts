import { stringify } from "yaml";
import { resourcePath } from "../../../src/clients/kubernetes-path.ts";
import { apiVersionOf, resourceOfKind } from "../../../src/sandbox/cluster/resources.ts";

interface Written {
  readonly kind: string;
  readonly [field: string]: unknown;
}

const template = (app: string, image: string) => ({
  metadata: { labels: { app } },
  spec: { terminationGracePeriodSeconds: 0, containers: [{ name: "api", image }] },
});
const jobTemplate = {
  spec: { template: { spec: { restartPolicy: "Never", containers: [{ name: "job", image: "job:1" }] } } },
};

/** One object of each kind that may be made by applying a file; `size` is what differs between two of them. */
const applicable = (app: string, size: number): readonly Written[] => {
  const selector = { matchLabels: { app } };
  const target = { apiVersion: "apps/v1", kind: "Deployment", name: app };
  const backend = { service: { name: app, port: { number: 79 + size } } };
  return [
    { kind: "ConfigMap", data: { size: `${size}` } },
    { kind: "Service", spec: { selector: { app }, ports: [{ port: 79 + size }] } },
    { kind: "Deployment", spec: { replicas: size, selector, template: template(app, "api:1") } },
    { kind: "StatefulSet", spec: { replicas: size, serviceName: app, selector, template: template(app, "store:1") } },
    { kind: "DaemonSet", spec: { minReadySeconds: size, selector, template: template(app, "agent:1") } },
    { kind: "CronJob", spec: { schedule: `0 ${size} * * *`, jobTemplate } },
    { kind: "HorizontalPodAutoscaler", spec: { scaleTargetRef: target, maxReplicas: size } },
    { kind: "PodDisruptionBudget", spec: { minAvailable: size, selector } },
    { kind: "Ingress", spec: { defaultBackend: backend } },
  ];
};

const others = (app: string): readonly Written[] =>
  [
    { kind: "Pod", spec: { containers: [{ name: "api", image: "api:1.0.0" }] } },
    { kind: "Job", spec: jobTemplate.spec },
    {
      kind: "PersistentVolumeClaim",
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    },
  ].map((one) => ({ ...one, metadata: { labels: { app } } }));

/** Two objects of each kind that operations change, `subject` and `second`, and where each is posted. */
export function subjects(namespace: string): readonly { readonly path: string; readonly object: object }[] {
  return ["subject", "second"].flatMap((app) =>
    [...applicable(app, 1), ...others(app)].map(({ kind, ...rest }) => {
      const resource = resourceOfKind(kind);
      if (!resource) throw new Error(`the sandbox's cluster has no ${kind}`);
      const metadata = { name: app, labels: { app } };
      return { path: resourcePath(resource, { namespace }), object: { ...rest, metadata } };
    }),
  );
}

/** Two files for each kind: one that makes an object, one that changes it. */
export function manifestsOf(namespace: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [["made", 1] as const, ["changed", 2] as const].flatMap(([version, size]) =>
      applicable("applied", size).map((one) => {
        const resource = resourceOfKind(one.kind);
        const apiVersion = resource ? apiVersionOf(resource) : "v1";
        return [
          `${version}-${one.kind}.yaml`,
          stringify({ apiVersion, metadata: { name: "applied", namespace }, ...one }),
        ];
      }),
    ),
  );
}
