import { type JsonObject, textsAt } from "./json.ts";

/** Who else writes this object, and will undo a change made here. Empty when nobody is known to. */
export function managedElsewhere(object: JsonObject): readonly string[] {
  const labels = textsAt(object, "metadata", "labels");
  const annotations = textsAt(object, "metadata", "annotations");
  const has = (...keys: readonly string[]) => keys.some((key) => key in labels || key in annotations);
  return [
    has("argocd.argoproj.io/instance", "argocd.argoproj.io/tracking-id")
      ? "Argo CD manages it: unless its repository is changed too, it will put the old state back"
      : "",
    has("kustomize.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/name")
      ? "Flux manages it: unless its repository is changed too, it will put the old state back"
      : "",
    labels["app.kubernetes.io/managed-by"] === "Helm" ? "Helm manages it: the next upgrade will overwrite this" : "",
    has("kubectl.kubernetes.io/last-applied-configuration")
      ? "it was made with kubectl apply: the next apply of its file will overwrite this"
      : "",
  ].filter((warning) => warning !== "");
}
