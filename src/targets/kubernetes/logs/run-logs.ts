import { Fault } from "../../../clients/fault.ts";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Doing, Output, Refused, Site } from "../../target.ts";
import { type JsonObject, textAt } from "../change/json.ts";
import { maxOutputBytes } from "../gather.ts";
import { containersOf, defaultContainer, podsOf, podsWith } from "../pods-of.ts";
import { isRefused, refused, type Scope, scopeOf } from "../scope.ts";
import { followLogs } from "./follow-logs.ts";
import { readLog } from "./read-log.ts";
import type { LogSource, Logs } from "./source.ts";

/** `kubectl logs`: of a pod, of the pods of a workload, of what a selector finds. */
export async function runLogs(door: KubernetesDoor, given: Logs, site: Site, doing: Doing): Promise<Output | Refused> {
  const scope = scopeOf(given, site);
  if (isRefused(scope)) return scope;
  const pods = await choosePods(door, scope, given, doing.signal);
  if (isRefused(pods)) return pods;
  if (pods.length === 0) return { text: `No resources found in ${scope.namespace ?? "any"} namespace.\n` };
  const sources = pods.flatMap((pod) => sourcesOf(pod, given));
  const unknown = sources.find(({ container }) => given.container !== undefined && container === undefined);
  if (unknown) return refused(unknownContainer(pods, unknown.pod, given.container ?? ""));
  return given.follow ? followLogs(door, scope, sources, given, doing) : readLogs(door, scope, sources, given, doing);
}

async function choosePods(
  door: KubernetesDoor,
  scope: Scope,
  given: Logs,
  signal: AbortSignal,
): Promise<readonly JsonObject[] | Refused> {
  if (given.target === undefined) return podsWith(door, scope, { labelSelector: given.selector }, signal);
  const pods = await podsOf(door, scope, given.resource, given.target, signal);
  if (isRefused(pods)) return pods;
  if (pods.length === 0) return refused(`${given.resource}/${given.target} has no pods`);
  return given.allPods ? pods : pods.slice(0, 1);
}

/** `container` undefined: the pod has none of that name. */
function sourcesOf(pod: JsonObject, given: Logs): readonly LogSource[] {
  const at = { namespace: textAt(pod, "metadata", "namespace"), pod: textAt(pod, "metadata", "name") };
  const names = containersOf(pod);
  if (given.allContainers) return names.map((container) => ({ ...at, container }));
  const wanted = given.container ?? defaultContainer(pod);
  return [{ ...at, container: names.find((name) => name === wanted) }];
}

function unknownContainer(pods: readonly JsonObject[], name: string, container: string): string {
  const pod = pods.find((one) => textAt(one, "metadata", "name") === name);
  return `pod/${name} has no container ${container}; it has ${pod ? containersOf(pod).join(", ") : "others"}`;
}

/** All at once, each with its share of what may be kept. One that fails does not hide the others. */
async function readLogs(
  door: KubernetesDoor,
  { context }: Scope,
  sources: readonly LogSource[],
  given: Logs,
  { signal }: Doing,
): Promise<Output> {
  const share = Math.floor(maxOutputBytes / sources.length);
  const read = sources.map(async (source) => {
    try {
      return await readLog(door, context, source, given, share, signal);
    } catch (error) {
      if (!(error instanceof Fault) || sources.length === 1) throw error;
      return { text: `pod/${source.pod} ${source.container ?? ""}: ${error.message}\n`, cut: false, error };
    }
  });
  const logs = await Promise.all(read);
  const [first] = logs;
  if (first && "error" in first && logs.every((log) => "error" in log)) throw first.error;
  const size = `${Math.max(1, Math.round(share / 1024 / 1024))} MB`;
  const cut = logs.some((log) => log.cut) ? { cut: `about the last ${size} of each log; there was more before` } : {};
  return { text: logs.map(({ text }) => text).join(""), ...cut };
}
