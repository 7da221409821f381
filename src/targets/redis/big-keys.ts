import type { Doing, Output } from "../target.ts";
import type { RedisSession } from "./connection.ts";
import { quoted } from "./print-reply.ts";
import { scanKeys } from "./scan-keys.ts";

const maxKeys = 200_000;

interface Tally {
  keys: number;
  sum: number;
  biggest: { readonly key: string; readonly size: number } | undefined;
}

interface KindOfKey {
  /** How long one is: `LLEN`. */
  readonly measure: string;
  readonly unit: string;
}

const kinds: Readonly<Record<string, KindOfKey>> = {
  string: { measure: "STRLEN", unit: "bytes" },
  list: { measure: "LLEN", unit: "items" },
  set: { measure: "SCARD", unit: "members" },
  hash: { measure: "HLEN", unit: "fields" },
  zset: { measure: "ZCARD", unit: "members" },
  stream: { measure: "XLEN", unit: "entries" },
};

/** `--bigkeys` and `--memkeys`: the biggest key of each type, over at most 200,000 keys, as redis-cli sums it up. */
export async function findBigKeys(session: RedisSession, by: "elements" | "memory", doing: Doing): Promise<Output> {
  const total = Number(await session.ask("DBSIZE"));
  const tallies = new Map<string, Tally>();
  let nameBytes = 0;
  const { keys, isCut } = await scanKeys(session, [], maxKeys, async (found, soFar) => {
    for (const key of found) nameBytes += Buffer.byteLength(key);
    await measure(session, by, found, tallies);
    doing.emit(`Looked at ${soFar} of about ${total} keys\n`);
  });
  const text = summary(tallies, { by, keys: keys.length, nameBytes });
  return { text, ...(isCut && { cut: `the first ${keys.length} of about ${total} keys` }) };
}

async function measure(
  { client }: RedisSession,
  by: "elements" | "memory",
  keys: readonly string[],
  tallies: Map<string, Tally>,
): Promise<void> {
  const types = await answers(client.pipeline(keys.map((key) => ["type", key])).exec());
  const known = keys.flatMap((key, at) => {
    const kind = kinds[String(types[at])];
    return kind ? [{ key, type: String(types[at]), kind }] : [];
  });
  const sizes = await answers(
    client
      .pipeline(
        known.map(({ key, kind }) => (by === "memory" ? ["memory", "usage", key] : [kind.measure.toLowerCase(), key])),
      )
      .exec(),
  );
  known.forEach(({ key, type }, at) => {
    const size = Number(sizes[at] ?? 0);
    const tally = tallies.get(type) ?? { keys: 0, sum: 0, biggest: undefined };
    tally.keys++;
    tally.sum += size;
    if (!tally.biggest || size > tally.biggest.size) tally.biggest = { key, size };
    tallies.set(type, tally);
  });
}

/** A key that changed its type meanwhile answers with an error: it has no size then. */
async function answers(asked: Promise<readonly [Error | null, unknown][] | null>): Promise<readonly unknown[]> {
  return ((await asked) ?? []).map(([error, value]) => (error ? undefined : value));
}

function summary(
  tallies: ReadonlyMap<string, Tally>,
  { by, keys, nameBytes }: { by: "elements" | "memory"; keys: number; nameBytes: number },
): string {
  const types = Object.entries(kinds).map(([type, { unit }]) => ({
    type,
    unit: by === "memory" ? "bytes" : unit,
    tally: tallies.get(type) ?? { keys: 0, sum: 0, biggest: undefined },
  }));
  const share = (part: number) => ((100 * part) / Math.max(1, keys)).toFixed(2).padStart(5, "0");
  return [
    "-------- summary -------",
    "",
    `Sampled ${keys} keys in the keyspace!`,
    `Total key length in bytes is ${nameBytes} (avg len ${(nameBytes / Math.max(1, keys)).toFixed(2)})`,
    "",
    ...types.flatMap(({ type, unit, tally: { biggest } }) =>
      biggest ? [`Biggest ${type.padStart(6)} found ${quoted(biggest.key)} has ${biggest.size} ${unit}`] : [],
    ),
    "",
    ...types.map(
      ({ type, unit, tally }) =>
        `${tally.keys} ${type}s with ${tally.sum} ${unit} (${share(tally.keys)}% of keys, avg size ${(tally.sum / Math.max(1, tally.keys)).toFixed(2)})`,
    ),
  ].join("\n");
}
