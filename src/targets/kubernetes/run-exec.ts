import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { exec } from "../../operation/kubernetes/exec.ts";
import type { Doing, Output, Refused, Site } from "../target.ts";
import { textAt } from "./change/json.ts";
import { cutWords, maxOutputBytes } from "./gather.ts";
import { defaultContainer, podsOf } from "./pods-of.ts";
import { isRefused, refused, scopeOf } from "./scope.ts";

type Given = ReturnType<typeof exec.schema.parse>;

/** Runs a program that only prints. One that could change something is no reading. */
export async function runExec(door: KubernetesDoor, given: Given, site: Site, doing: Doing): Promise<Output | Refused> {
  const risk = exec.risk(given, { readableTables: [] });
  if (risk !== "read" && risk !== "sensitive")
    return refused(`${given.command[0]} can change things; it needs an approval`);
  const scope = scopeOf(given, site);
  if (isRefused(scope)) return scope;
  const [kind, name] = given.pod.includes("/") ? given.pod.split("/") : ["pods", given.pod];
  const pods = await podsOf(door, scope, kind ?? "pods", name ?? "", doing.signal);
  if (isRefused(pods)) return pods;
  const [pod] = pods;
  if (!pod) return refused(`${given.pod} has no pods`);
  const at = {
    namespace: textAt(pod, "metadata", "namespace"),
    pod: textAt(pod, "metadata", "name"),
    container: given.container ?? defaultContainer(pod),
  };
  const { signal } = doing;
  const emit = (text: string) => doing.emit(text);
  const ended = await door.exec(scope.context, at, given.command, { signal, emit, maxBytes: maxOutputBytes });
  const failed = ended.exitCode === 0 ? "" : `command terminated with exit code ${ended.exitCode}\n`;
  const gap = failed !== "" && ended.text !== "" && !ended.text.endsWith("\n") ? "\n" : "";
  return { text: ended.text + gap + failed, ...(ended.cut ? { cut: cutWords(maxOutputBytes) } : {}) };
}
