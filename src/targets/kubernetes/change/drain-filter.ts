import { type JsonObject, objectsAt, textAt, valueAt } from "./json.ts";

interface DrainFlags {
  readonly ignoreDaemonSets?: boolean | undefined;
  readonly deleteEmptyDirData?: boolean | undefined;
  readonly force?: boolean | undefined;
}

/** What a drain does with one pod, by kubectl's rules. */
export type Fate =
  | { readonly kind: "evict"; readonly warning?: string }
  | { readonly kind: "stay"; readonly why: string }
  /** The whole drain is refused because of it. */
  | { readonly kind: "refuse"; readonly why: string };

export function fateOf(pod: JsonObject, flags: DrainFlags): Fate {
  const owner = objectsAt(pod, "metadata", "ownerReferences").find((one) => one.controller === true);
  const hasEnded = ["Succeeded", "Failed"].includes(textAt(pod, "status", "phase"));
  if (valueAt(pod, "metadata", "annotations", "kubernetes.io/config.mirror") !== undefined) {
    return { kind: "stay", why: "the node itself runs it" };
  }
  if (owner?.kind === "DaemonSet" && !hasEnded) {
    return flags.ignoreDaemonSets
      ? { kind: "stay", why: "a DaemonSet would put it back at once" }
      : { kind: "refuse", why: "a DaemonSet would put it back at once; add --ignore-daemonsets to leave it" };
  }
  if (hasEnded) return { kind: "evict" };
  if (!owner && !flags.force) {
    return { kind: "refuse", why: "nothing would make it anew elsewhere; add --force to end it for good" };
  }
  const emptyDir = objectsAt(pod, "spec", "volumes").some((volume) => volume.emptyDir !== undefined);
  if (emptyDir && !flags.deleteEmptyDirData) {
    return { kind: "refuse", why: "what it keeps in an emptyDir would be lost; add --delete-emptydir-data" };
  }
  if (!owner) return { kind: "evict", warning: "nothing makes it anew" };
  return emptyDir ? { kind: "evict", warning: "what it keeps in an emptyDir is lost" } : { kind: "evict" };
}
