import type { RedisSession } from "../connection.ts";

/** Facts of one section of INFO by name: `used_memory` → `1048576`, `db0` → `keys=3,expires=0`. */
export async function factsOf({ ask }: RedisSession, section: string): Promise<ReadonlyMap<string, string>> {
  const text = String((await ask("INFO", section)) ?? "");
  return new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const colon = line.indexOf(":");
      return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1)] as const] : [];
    }),
  );
}
