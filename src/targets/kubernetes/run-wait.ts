import { Fault } from "../../clients/fault.ts";
import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { findResource, type KubernetesResource, nameOfKind } from "../../clients/kubernetes-resources.ts";
import type { wait } from "../../operation/kubernetes/read.ts";
import type { Doing, Output, Refused, Site } from "../target.ts";
import { durationMs } from "./age.ts";
import { getObject, listObjects } from "./ask.ts";
import { type JsonObject, textAt } from "./change/json.ts";
import { gather } from "./gather.ts";
import { JsonPathError } from "./json-path-steps.ts";
import { lookUntil, type ReadingTime } from "./reading-time.ts";
import { isRefused, refused, type Scope, scopeOf } from "./scope.ts";
import { isMet, readWish, type Wish } from "./wish.ts";

type Given = ReturnType<typeof wait.schema.parse>;

/** `kubectl wait`: 30 seconds unless told otherwise. A wait in vain is a Fault. */
export async function runWait(
  door: KubernetesDoor,
  time: ReadingTime,
  given: Given,
  site: Site,
  doing: Doing,
): Promise<Output | Refused> {
  const scope = scopeOf(given, site);
  if (isRefused(scope)) return scope;
  const wish = readWishOrRefuse(given.for);
  if (isRefused(wish)) return wish;
  const { signal } = doing;
  const resource = await findResource(door, scope.context, given.resource, signal);
  const names = await namesOf(door, scope, resource, given, signal);
  if (names.length === 0) {
    return wish.kind === "delete"
      ? { text: "" }
      : refused(`no ${resource.plural} match, so there is nothing to wait for`);
  }
  const gathered = gather((text) => doing.emit(text));
  const timeoutMs = durationMs(given.timeout ?? "30s");
  await Promise.all(
    names.map(async ({ name, namespace }) => {
      const where = { context: scope.context, namespace: namespace || scope.namespace };
      const look = async () => ((await holds(door, where, resource, name, wish, signal)) ? true : undefined);
      const what = () => `${given.for} of ${resource.plural}/${name}`;
      await lookUntil(time, { look, timeoutMs, what, signal });
      gathered.add(`${nameOfKind(resource)}/${name} ${wish.kind === "delete" ? "deleted" : "condition met"}\n`);
    }),
  );
  return gathered.output();
}

function readWishOrRefuse(written: string): Wish | Refused {
  try {
    return (
      readWish(written) ?? refused(`--for=${written} is not understood; use condition=, delete, create or jsonpath=`)
    );
  } catch (error) {
    if (error instanceof JsonPathError) return refused(error.message);
    throw error;
  }
}

async function namesOf(
  door: KubernetesDoor,
  scope: Scope,
  resource: KubernetesResource,
  given: Given,
  signal: AbortSignal,
): Promise<readonly { readonly name: string; readonly namespace: string }[]> {
  if (given.names.length > 0) return given.names.map((name) => ({ name, namespace: "" }));
  const { items } = await listObjects(door, scope, resource, { labelSelector: given.selector }, signal);
  return items.map((item) => ({
    name: textAt(item, "metadata", "name"),
    namespace: textAt(item, "metadata", "namespace"),
  }));
}

async function holds(
  door: KubernetesDoor,
  scope: Scope,
  resource: KubernetesResource,
  name: string,
  wish: Wish,
  signal: AbortSignal,
): Promise<boolean> {
  let object: JsonObject | undefined;
  try {
    object = await getObject(door, scope, resource, name, signal);
  } catch (error) {
    const mayBeAbsent = wish.kind === "delete" || wish.kind === "create";
    if (!mayBeAbsent || !(error instanceof Fault) || error.code !== "NotFound") throw error;
  }
  return isMet(wish, object);
}
