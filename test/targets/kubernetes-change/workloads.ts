/** Manifests for checks: small workloads as a team would write them. */
export function deployment(name: string, image: string, podSpec: object = {}, spec: object = {}) {
  const { metadata, spec: pod } = template(name, image);
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, labels: { app: name } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: { metadata, spec: { ...pod, ...podSpec } },
      ...spec,
    },
  };
}

function template(name: string, image: string) {
  const container = {
    name: "api",
    image,
    env: [
      { name: "POOL", value: "5" },
      { name: "DB_PASSWORD", value: "hunter2" },
    ],
    resources: { limits: { memory: "64Mi" }, requests: { memory: "32Mi" } },
  };
  return { metadata: { labels: { app: name } }, spec: { terminationGracePeriodSeconds: 0, containers: [container] } };
}

export function statefulSet(name: string, image: string) {
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name },
    spec: {
      replicas: 2,
      serviceName: name,
      selector: { matchLabels: { app: name } },
      template: template(name, image),
    },
  };
}
