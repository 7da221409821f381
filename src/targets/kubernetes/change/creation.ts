import { z } from "zod";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Operation, OperationDefinition } from "../../../operation/definition.ts";
import { type Changer, changer, type PreviewedObject, type Refused, type Site } from "../../target.ts";
import { refused } from "../scope.ts";
import { digestOf } from "./canonical.ts";
import { follow, type Patience } from "./follow-rollout.ts";
import { type FoundObject, findObject, isFault, type ObjectAt } from "./found-object.ts";
import type { JsonObject } from "./json.ts";
import type { RolloutState } from "./rollout-state.ts";
import { writeQuery } from "./write-judged.ts";

/** A change that makes one object that was not there. */
export interface Creation<A> {
  readonly definition: OperationDefinition<A>;
  build(given: A, site: Site, signal: AbortSignal): Promise<Built | Refused>;
  judge(found: FoundObject): RolloutState;
  undo(given: A, built: Built): Operation;
}

export interface Built {
  readonly kind: "built";
  readonly at: ObjectAt;
  /** Where it is posted. */
  readonly collection: string;
  readonly object: JsonObject;
  readonly changes: PreviewedObject["changes"];
  readonly warnings: readonly string[];
}

const pinnedCreation = z.object({ path: z.string(), object: z.string() });

export function creator<A>(door: KubernetesDoor, patience: Patience, creation: Creation<A>): Changer {
  const nothing = "nothing was made";
  return changer(creation.definition, {
    pinned: pinnedCreation,
    async preview(given, site, signal) {
      const built = await creation.build(given, site, signal);
      if (built.kind === "refused") return built;
      const there = await findObject(door, built.at, signal);
      if (there.kind === "found") return refused(`${built.at.words} already exists`);
      const pinned = { path: built.at.path, object: digestOf(built.object) };
      const objects = [{ name: built.at.words, changes: built.changes }];
      return { kind: "preview", objects, warnings: built.warnings, notPreviewed: [], fingerprint: pinned, pinned };
    },
    async run(given, pinned, site, doing) {
      const built = await creation.build(given, site, doing.signal);
      if (built.kind === "refused") return built;
      const { at, collection: path, object: body } = built;
      if (digestOf(body) !== pinned.object || at.path !== pinned.path) {
        return refused(`what ${at.words} would be made from has changed since the preview; ${nothing}. Ask again`);
      }
      await doing.beforeSending();
      try {
        await door.json(at.context, { method: "POST", path, query: writeQuery(doing), body, signal: doing.signal });
      } catch (error) {
        if (!isFault(error, "AlreadyExists")) throw error;
        return refused(`${at.words} exists by now; ${nothing}`);
      }
      return doing.dryRun
        ? { kind: "done", text: `the cluster would make ${at.words}; ${nothing}` }
        : { kind: "done", text: `${at.words} is made`, undo: creation.undo(given, built) };
    },
    async verify(given, _, site, doing) {
      const built = await creation.build(given, site, doing.signal);
      if (built.kind === "refused") return { kind: "failed", text: built.reason };
      return follow({
        ...patience,
        doing,
        judge: creation.judge,
        find: () => findObject(door, built.at, doing.signal),
      });
    },
    async inspect(given, _, site, signal) {
      const built = await creation.build(given, site, signal);
      if (built.kind === "refused") return { kind: "unclear", text: built.reason };
      const there = await findObject(door, built.at, signal);
      return there.kind === "found"
        ? { kind: "done", text: `${built.at.words} exists` }
        : { kind: "not-done", text: there.reason };
    },
  });
}
