import type { KubernetesCall } from "../../../clients/kubernetes.ts";
import { resourcePath } from "../../../clients/kubernetes-path.ts";
import type { logs } from "../../../operation/kubernetes/logs.ts";
import { durationMs } from "../age.ts";

export type Logs = ReturnType<typeof logs.schema.parse>;

/** The log of one container. */
export interface LogSource {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string | undefined;
}

const pods = { group: "", version: "v1", plural: "pods", namespaced: true };

/** How the log of a container is asked for. `tail` in lines; undefined: all of it. */
export function logCall(
  { namespace, pod, container }: LogSource,
  given: Logs,
  tail: number | undefined,
  signal: AbortSignal,
): KubernetesCall {
  return {
    method: "GET",
    path: resourcePath(pods, { namespace, name: pod, subresource: "log" }),
    query: {
      container,
      tailLines: tail,
      sinceSeconds: given.since === undefined ? undefined : Math.max(1, Math.ceil(durationMs(given.since) / 1000)),
      sinceTime: given.sinceTime,
      previous: given.previous || undefined,
      timestamps: given.timestamps || undefined,
      limitBytes: given.limitBytes || undefined,
      follow: given.follow || undefined,
    },
    signal,
  };
}

/** What `--prefix` puts before each line. */
export function prefixOf({ pod, container }: LogSource, given: Logs): string {
  return given.prefix ? `[pod/${pod}/${container ?? ""}] ` : "";
}

/** How many lines at most: as asked for; ten of each pod of a selector, as kubectl does; else all. */
export function tailOf(given: Logs): number | undefined {
  const { tail, selector } = given;
  if (tail !== undefined) return tail < 0 ? undefined : tail;
  return selector !== undefined ? 10 : undefined;
}
