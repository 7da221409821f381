import { isObject, type JsonObject } from "../slack/json.ts";
import { objectIn, objectsIn, textIn, withPart } from "./objects.ts";

/** The object with what the real server fills in when nothing is said. */
export function withDefaults(plural: string, object: JsonObject): JsonObject {
  const spec = objectIn(object, "spec");
  const filled = (changes: JsonObject): JsonObject => ({
    ...object,
    spec: { ...changes, ...spec, ...templated(spec) },
  });
  switch (plural) {
    case "deployments":
      return withPart(filled({ replicas: 1, progressDeadlineSeconds: 600, revisionHistoryLimit: 10 }), "spec", {
        strategy: strategyOf(spec),
      });
    case "replicasets":
      return filled({ replicas: 1 });
    case "statefulsets":
      return filled({
        replicas: 1,
        podManagementPolicy: "OrderedReady",
        revisionHistoryLimit: 10,
        updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
      });
    case "daemonsets":
      return filled({
        revisionHistoryLimit: 10,
        updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
      });
    case "jobs":
      return filled({ completions: 1, parallelism: 1, backoffLimit: 6, suspend: false, completionMode: "NonIndexed" });
    case "cronjobs":
      return filled({
        concurrencyPolicy: "Allow",
        suspend: false,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 1,
      });
    case "pods":
      return { ...object, spec: podDefaults(spec) };
    case "services":
      return filled({ type: "ClusterIP", sessionAffinity: "None", internalTrafficPolicy: "Cluster" });
    case "horizontalpodautoscalers":
      return filled({ minReplicas: 1 });
    case "namespaces":
      return { ...filled({ finalizers: ["kubernetes"] }), status: { phase: "Active", ...objectIn(object, "status") } };
    case "secrets":
      return { type: "Opaque", ...object };
  }
  return object;
}

const strategyOf = (spec: JsonObject): JsonObject => {
  const type = textIn(spec, "strategy", "type") || "RollingUpdate";
  if (type !== "RollingUpdate") return { type };
  const limits = { maxUnavailable: "25%", maxSurge: "25%", ...objectIn(spec, "strategy", "rollingUpdate") };
  return { type, rollingUpdate: limits };
};

function templated(spec: JsonObject): JsonObject {
  const template = spec.template;
  if (!isObject(template)) return {};
  return { template: { ...template, spec: podDefaults(objectIn(template, "spec")) } };
}

function podDefaults(spec: JsonObject): JsonObject {
  return {
    restartPolicy: "Always",
    terminationGracePeriodSeconds: 30,
    dnsPolicy: "ClusterFirst",
    securityContext: {},
    schedulerName: "default-scheduler",
    ...spec,
    containers: objectsIn(spec, "containers").map((container) => ({
      imagePullPolicy: /:(?!latest)[^/]+$/.test(textIn(container, "image")) ? "IfNotPresent" : "Always",
      resources: {},
      terminationMessagePath: "/dev/termination-log",
      terminationMessagePolicy: "File",
      ...container,
    })),
  };
}
