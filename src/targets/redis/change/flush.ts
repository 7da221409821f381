import { z } from "zod";
import { flush } from "../../../operation/redis/operations.ts";
import type { Changer, Inspection } from "../../target.ts";
import type { RedisSession } from "../connection.ts";
import type { RedisParts } from "../parts.ts";
import { redisChange } from "./redis-change.ts";
import { factsOf } from "./server-facts.ts";

const pinned = z.strictObject({
  /** Redis gives itself another one at each start. */
  server: z.string(),
  /** How often such a flush had been done since that start. */
  times: z.int(),
  /** More keys than this are more than was agreed to. */
  atMost: z.int(),
});
type Pinned = z.output<typeof pinned>;
type Given = z.output<typeof flush.schema>;

/** FLUSHDB and FLUSHALL: keys are counted before; whether it happened is read from Redis's own counter of commands. */
export function flushChanger(parts: RedisParts): Changer {
  return redisChange(flush, parts, {
    pinned,
    words: wordsOf,
    async preview(session, given) {
      const replication = await factsOf(session, "replication");
      if (replication.get("role") === "slave")
        return {
          kind: "refused",
          reason: "this is a replica, which takes its keys from its primary; the catalog may name that",
        };
      const counts = await countKeys(session, given);
      const total = sum(counts);
      if (total === 0) return { kind: "refused", reason: "there is no key to delete" };
      const server = await factsOf(session, "server");
      const isCluster = (await factsOf(session, "cluster")).get("cluster_enabled") === "1";
      return {
        kind: "preview",
        objects: [...counts].map(([name, keys]) => ({
          name: `database ${name}`,
          changes: [{ what: "keys", before: String(keys), after: "0" }],
        })),
        warnings: [
          `It is refused when there are more than ${withTolerance(total)} keys by then.`,
          ...(isCluster ? ["Only the keys of this node of the cluster are deleted."] : []),
        ],
        notPreviewed: [],
        // Keys come and go by themselves: which databases lose them is what is agreed to.
        fingerprint: { words: wordsOf(given), databases: given.scope === "database" ? [...counts.keys()] : "all" },
        pinned: {
          server: server.get("run_id") ?? "",
          times: await timesFlushed(session, given),
          atMost: withTolerance(total),
        },
      };
    },
    async run(session, given, { atMost }, { beforeSending }) {
      const total = sum(await countKeys(session, given));
      if (total > atMost)
        return {
          kind: "refused",
          reason: `there are ${total} keys now, and at most ${atMost} were agreed to; nothing was deleted`,
        };
      await beforeSending();
      await session.ask(...wordsOf(given));
      return { kind: "done", text: total === 1 ? "1 key was deleted." : `${total} keys were deleted.` };
    },
    async verify(session, given, before) {
      const { kind, text } = await sinceThen(session, given, before);
      const left = sum(await countKeys(session, given));
      return kind === "done"
        ? { kind: "verified", text: `${text} It holds ${left} keys that were written since.` }
        : { kind: "failed", text };
    },
    inspect: (session, given, before) => sinceThen(session, given, before),
  });
}

/** The tolerance of the plan: 10 %, at least ten keys. */
const withTolerance = (count: number): number => count + Math.max(10, Math.ceil(count / 10));

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((all, one) => all + one, 0);

function wordsOf({ scope, asynchronous }: Given): readonly string[] {
  const mode = asynchronous === undefined ? [] : [asynchronous ? "ASYNC" : "SYNC"];
  return [scope === "database" ? "FLUSHDB" : "FLUSHALL", ...mode];
}

/** Keys by database: `db0` → 1234. */
async function countKeys(session: RedisSession, { scope }: Given): Promise<ReadonlyMap<string, number>> {
  if (scope === "database")
    return new Map([[`db${session.client.options.db ?? 0}`, Number(await session.ask("DBSIZE"))]]);
  const facts = await factsOf(session, "keyspace");
  return new Map([...facts].map(([name, text]) => [name, Number(/keys=(\d+)/.exec(text)?.[1] ?? 0)]));
}

async function timesFlushed(session: RedisSession, given: Given): Promise<number> {
  const facts = await factsOf(session, "commandstats");
  const name = wordsOf(given)[0]?.toLowerCase();
  return Number(/calls=(\d+)/.exec(facts.get(`cmdstat_${name}`) ?? "")?.[1] ?? 0);
}

async function sinceThen(session: RedisSession, given: Given, { server, times }: Pinned): Promise<Inspection> {
  const [name] = wordsOf(given);
  if ((await factsOf(session, "server")).get("run_id") !== server)
    return { kind: "unclear", text: "Redis was started again since, and no longer knows what it did before." };
  const now = await timesFlushed(session, given);
  if (now > times) return { kind: "done", text: `Redis has done a ${name} since it was previewed.` };
  return now === times
    ? { kind: "not-done", text: `Redis has done no ${name} since it was previewed.` }
    : { kind: "unclear", text: "The counters of Redis were set back since." };
}
