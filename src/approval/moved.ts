import type { Preview } from "../targets/target.ts";
import { canonical } from "./canonical.ts";

/** What is not as it was when it was approved, object by object, in words. Never empty: something moved, or nobody would ask. */
export function whatMoved(approved: Preview, now: Preview): readonly string[] {
  const before = factsOf(approved);
  const after = factsOf(now);
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const moved = names.flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (was === is) return [];
    if (was === undefined) return [`${name} is new: ${is}`];
    return [is === undefined ? `${name} is gone: it was ${was}` : `${name} was ${was}, and is now ${is}`];
  });
  return moved.length > 0 ? moved : partsMoved(approved, now);
}

/** `deployment/api, image` → what it is before the change. */
const factsOf = ({ objects }: Preview): ReadonlyMap<string, string> =>
  new Map(
    objects.flatMap(({ name, changes }) =>
      changes.map(({ what, before, after }) => [`${name}, ${what}`, `“${before}” (to become “${after}”)`] as const),
    ),
  );

/** Where the words do not show it, the names of the parts of the fingerprint do. */
function partsMoved(approved: Preview, now: Preview): readonly string[] {
  const [before, after] = [partsOf(approved), partsOf(now)];
  const names = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
  return names.length > 0 ? [`The target was changed since: ${names.join(", ")}`] : ["The target was changed since"];
}

function partsOf({ fingerprint }: Preview): ReadonlyMap<string, string> {
  if (typeof fingerprint !== "object" || fingerprint === null || Array.isArray(fingerprint)) return new Map();
  return new Map(Object.entries(fingerprint).map(([name, value]) => [name, canonical(value)]));
}
