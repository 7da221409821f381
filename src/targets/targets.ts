import type { Changer, Family, Reader } from "./target.ts";

/** Every operation that can be done, by name. */
export interface Targets {
  reader(operation: string): Promise<Reader | undefined>;
  changer(operation: string): Promise<Changer | undefined>;
  close(): Promise<void>;
}

/** The families side by side, loaded when the first operation is asked for. Fails when two of them claim the same one. */
export function createTargets(load: () => Promise<readonly Family[]>): Targets {
  let loading: Promise<Loaded> | undefined;
  const loaded = (): Promise<Loaded> => {
    loading ??= load().then(sideBySide);
    return loading;
  };
  return {
    reader: async (operation) => (await loaded()).readers.get(operation),
    changer: async (operation) => (await loaded()).changers.get(operation),
    async close() {
      const families = (await loading)?.families ?? [];
      await Promise.all(families.map((family) => family.close()));
    },
  };
}

interface Loaded {
  readonly families: readonly Family[];
  readonly readers: ReadonlyMap<string, Reader>;
  readonly changers: ReadonlyMap<string, Changer>;
}

function sideBySide(families: readonly Family[]): Loaded {
  return {
    families,
    readers: byOperation(families.flatMap(({ readers }) => readers)),
    changers: byOperation(families.flatMap(({ changers }) => changers)),
  };
}

function byOperation<T extends { readonly operation: string }>(parts: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map(parts.map((part) => [part.operation, part]));
  if (map.size !== parts.length) throw new Error("two parts do the same operation");
  return map;
}
