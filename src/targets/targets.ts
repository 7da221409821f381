import type { Changer, Family, Reader } from "./target.ts";

/** Every operation that can be done, by name. */
export interface Targets {
  reader(operation: string): Reader | undefined;
  changer(operation: string): Changer | undefined;
  close(): Promise<void>;
}

/** The families side by side. Throws when two of them claim the same operation. */
export function createTargets(families: readonly Family[]): Targets {
  const readers = byOperation(families.flatMap((family) => family.readers));
  const changers = byOperation(families.flatMap((family) => family.changers));
  return {
    reader: (operation) => readers.get(operation),
    changer: (operation) => changers.get(operation),
    async close() {
      await Promise.all(families.map((family) => family.close()));
    },
  };
}

function byOperation<T extends { readonly operation: string }>(parts: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map(parts.map((part) => [part.operation, part]));
  if (map.size !== parts.length) throw new Error("two parts do the same operation");
  return map;
}
