/** A namespace with one of everything that is compared with kubectl. */
export function fixture(namespace: string): string {
  const metadata = (name: string, labels = {}) => ({ name, namespace, labels });
  const container = {
    name: "api",
    image: "api:1.0",
    command: ["run", "--fast"],
    ports: [{ containerPort: 8001 }, { containerPort: 9000, name: "metrics" }],
    env: [
      { name: "MODE", value: "fast" },
      { name: "DB_PASSWORD", value: "not-for-the-channel" },
      { name: "KEY", valueFrom: { secretKeyRef: { name: "credentials", key: "password" } } },
      { name: "ADDRESS", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
    ],
    envFrom: [{ configMapRef: { name: "settings" } }],
    resources: { limits: { cpu: "500m", memory: "128Mi" }, requests: { cpu: "250m" } },
    livenessProbe: { httpGet: { path: "/health", port: 8001 }, initialDelaySeconds: 5 },
    readinessProbe: { exec: { command: ["cat", "/ready"] } },
    volumeMounts: [{ name: "settings", mountPath: "/etc/settings", readOnly: true }],
  };
  const podSpec = {
    initContainers: [{ name: "prepare", image: "busybox:1" }],
    containers: [container, { name: "side", image: "side:1" }],
    nodeSelector: { disk: "ssd" },
    tolerations: [{ key: "spot", operator: "Exists", effect: "NoSchedule" }],
    volumes: [
      { name: "settings", configMap: { name: "settings" } },
      { name: "scratch", emptyDir: {} },
    ],
  };
  const workload = (app: string, spec: object) => ({
    selector: { matchLabels: { app } },
    template: { metadata: { labels: { app } }, spec },
  });
  const items = [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: metadata("api", { app: "api" }),
      spec: { replicas: 2, ...workload("api", podSpec) },
    },
    {
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata: metadata("store"),
      spec: {
        serviceName: "store",
        replicas: 1,
        ...workload("store", { containers: [{ name: "store", image: "store:1" }] }),
      },
    },
    {
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata: metadata("archive"),
      spec: {
        serviceName: "archive",
        replicas: 0,
        ...workload("archive", { containers: [{ name: "archive", image: "archive:1" }] }),
        volumeClaimTemplates: [
          {
            metadata: { name: "data", labels: { tier: "cold" } },
            spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
          },
        ],
      },
    },
    {
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      metadata: metadata("agent"),
      spec: workload("agent", { containers: [{ name: "agent", image: "agent:1" }] }),
    },
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: metadata("once"),
      spec: {
        activeDeadlineSeconds: 600,
        template: { spec: { restartPolicy: "Never", containers: [{ name: "once", image: "once:1" }] } },
      },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: metadata("api", { app: "api" }),
      spec: { selector: { app: "api" }, ports: [{ port: 80, targetPort: 8001 }] },
    },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: metadata("settings"),
      data: { mode: "fast", "a.yaml": "x: 1\ny: 2\n" },
    },
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: metadata("credentials"),
      data: { password: Buffer.from("not-for-the-channel").toString("base64"), user: "Ym9i" },
    },
  ];
  return JSON.stringify({ apiVersion: "v1", kind: "List", items });
}
