import { z } from "zod";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { findResource } from "../../../clients/kubernetes-resources.ts";
import { drain, uncordon } from "../../../operation/kubernetes/object-change.ts";
import {
  type Changer,
  type Changing,
  changer,
  type Done,
  type Preview,
  type Refused,
  type Site,
} from "../../target.ts";
import { durationMs } from "../age.ts";
import { listRaw } from "../ask.ts";
import { refused } from "../scope.ts";
import { isCordoned } from "./cordon.ts";
import { fateOf } from "./drain-filter.ts";
import { evictAll } from "./evict.ts";
import type { Patience } from "./follow-rollout.ts";
import { findObject, type ObjectAt } from "./found-object.ts";
import { textAt } from "./json.ts";
import { locateObjects, objectOf } from "./locate-objects.ts";
import { inspectGone, waitUntilGone } from "./wait-until-gone.ts";
import { writeFields, writeJudged } from "./write-judged.ts";

type DrainArguments = z.output<typeof drain.schema>;

const pinnedThing = z.object({ path: z.string(), words: z.string(), uid: z.string() });
const pinnedDrain = z.object({
  nodes: z.array(pinnedThing.extend({ name: z.string(), cordoned: z.boolean() })),
  pods: z.array(pinnedThing),
});
type PinnedDrain = z.output<typeof pinnedDrain>;

/** How long a budget may hold back a pod when the command does not say. */
const usualPatienceMs = 120_000;

/** `kubectl drain`: no new pods, and an eviction for each that was listed. Undone by letting new pods onto the node again. */
export function drains(door: KubernetesDoor, patience: Patience): Changer {
  return changer<DrainArguments, PinnedDrain>(drain, {
    pinned: pinnedDrain,
    preview: (given, site, signal) => preview(door, given, site, signal),
    run: (given, pinned, site, doing) => run(door, patience, given, pinned, site, doing),
    verify: (_, { pods }, site, doing) =>
      waitUntilGone(door, site.environment.kubernetes?.context, pods, patience, doing, "gone"),
    async inspect(_, { nodes, pods }, site, signal) {
      const context = site.environment.kubernetes?.context;
      const gone = await inspectGone(door, context, pods, signal);
      const found = await Promise.all(
        nodes.map(({ path, words }) => findObject(door, { context, path, words }, signal)),
      );
      const cordoned = found.filter((one) => one.kind === "found" && isCordoned(one)).length;
      const text = `${cordoned} of ${nodes.length} nodes take no new pods; of the pods ${gone.text}`;
      if (gone.kind === "done" && cordoned === nodes.length) return { kind: "done", text };
      const wasCordoned = nodes.filter((one) => one.cordoned).length;
      const isUntouched = cordoned === wasCordoned && (gone.kind === "not-done" || pods.length === 0);
      return { kind: isUntouched ? "not-done" : "unclear", text };
    },
  });
}

async function preview(
  door: KubernetesDoor,
  given: DrainArguments,
  site: Site,
  signal: AbortSignal,
): Promise<(Preview & { readonly pinned: PinnedDrain }) | Refused> {
  const located = await locateObjects(
    door,
    { resource: "nodes", names: given.nodes, context: given.context },
    site,
    signal,
  );
  if (located.kind === "refused") return located;
  const objects: Preview["objects"][number][] = [];
  const warnings: string[] = [];
  const pinned: PinnedDrain = { nodes: [], pods: [] };
  for (const [index, at] of located.objects.entries()) {
    const name = given.nodes[index] ?? "";
    const found = await findObject(door, at, signal);
    if (found.kind === "refused") return found;
    const cordoned = isCordoned(found);
    const listed = await podsOn(door, at.context, name, given, signal);
    if ("reason" in listed) return listed;
    pinned.nodes.push({ path: at.path, words: at.words, uid: found.uid, name, cordoned });
    pinned.pods.push(...listed.pods);
    warnings.push(...listed.warnings);
    objects.push({
      name: at.words,
      changes: [{ what: "takes new pods", before: cordoned ? "no" : "yes", after: "no" }],
    });
    objects.push(
      ...listed.pods.map(({ words }) => ({
        name: words,
        changes: [{ what: "pod", before: `on ${name}`, after: "evicted" }],
      })),
    );
  }
  const fingerprint = pinned.nodes.map(({ uid, cordoned }) => ({ uid, cordoned }));
  const notPreviewed = ["whether each disruption budget will let its pods go"];
  return { kind: "preview", objects, warnings, notPreviewed, fingerprint, pinned };
}

async function podsOn(
  door: KubernetesDoor,
  context: string | undefined,
  node: string,
  given: DrainArguments,
  signal: AbortSignal,
): Promise<{ readonly pods: PinnedDrain["pods"]; readonly warnings: readonly string[] } | Refused> {
  const resource = await findResource(door, context, "pods", signal);
  const selection = { fieldSelector: `spec.nodeName=${node}`, labelSelector: given.podSelector };
  const { items } = await listRaw(door, { context, namespace: undefined }, resource, selection, signal);
  const pods: PinnedDrain["pods"] = [];
  const warnings: string[] = [];
  for (const pod of items) {
    const namespace = textAt(pod, "metadata", "namespace");
    const place = { kind: "place", context, namespace, warnings: [namespace] } as const;
    const { path, words } = objectOf(resource, place, textAt(pod, "metadata", "name"));
    const fate = fateOf(pod, given);
    if (fate.kind === "refuse") return refused(`${words} stands in the way: ${fate.why}`);
    if (fate.kind === "stay") warnings.push(`${words} stays: ${fate.why}`);
    else {
      pods.push({ path, words, uid: textAt(pod, "metadata", "uid") });
      if (fate.warning) warnings.push(`${words}: ${fate.warning}`);
    }
  }
  return { pods, warnings };
}

async function run(
  door: KubernetesDoor,
  patience: Patience,
  given: DrainArguments,
  pinned: PinnedDrain,
  site: Site,
  doing: Changing,
): Promise<Done | Refused> {
  const context = site.environment.kubernetes?.context;
  for (const node of pinned.nodes) {
    const closed = await closeNode(door, { context, path: node.path, words: node.words }, node.uid, doing);
    if (closed.kind === "refused") return closed;
    doing.emit(`${closed.text}\n`);
  }
  const untilMs = patience.now() + (durationMs(given.timeout ?? "0") || usualPatienceMs);
  const grace = given.gracePeriodSeconds ?? -1;
  const limits = { ...patience, untilMs, gracePeriodSeconds: grace >= 0 ? grace : undefined };
  const { evicted, gone, heldBack } = await evictAll(door, context, pinned.pods, limits, doing);
  const turned = pinned.nodes.filter(({ cordoned }) => !cordoned).map(({ name }) => name);
  const text = [
    doing.dryRun ? "nothing was changed; the cluster would do this:" : "",
    `${pinned.nodes.map(({ words }) => words).join(", ")}: no new pods; ${evicted} of ${pinned.pods.length} pods evicted`,
    gone > 0 ? `${gone} were gone before` : "",
    ...heldBack.map(({ words }) => `${words} is held back by its disruption budget and stays`),
  ];
  const undo = turned.length > 0 && !doing.dryRun ? { name: uncordon.name, arguments: { nodes: turned } } : undefined;
  return { kind: "done", text: text.filter((line) => line !== "").join("\n"), undo };
}

function closeNode(door: KubernetesDoor, at: ObjectAt, uid: string, doing: Changing): Promise<Done | Refused> {
  return writeJudged(
    () => findObject(door, at, doing.signal),
    async (found) => {
      if (found.uid !== uid) return refused(`${at.words} is not the one that was previewed; nothing was changed`);
      const operations = [{ op: "add", path: "/spec/unschedulable", value: true }];
      if (!isCordoned(found)) await writeFields(door, at, found, { kind: "json", operations }, doing);
      return { kind: "done", text: `${at.words} takes no new pods` };
    },
  );
}
