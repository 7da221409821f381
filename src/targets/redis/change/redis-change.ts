import { z } from "zod";
import type { OperationDefinition } from "../../../operation/definition.ts";
import type { PodPlace } from "../../exec-in-pod.ts";
import {
  type Changer,
  type Changing,
  changer,
  type Done,
  type Inspection,
  type Json,
  type Preview,
  type Refused,
  type Site,
  type Verification,
} from "../../target.ts";
import { addressOf, type RedisSession, withRedis } from "../connection.ts";
import type { RedisParts } from "../parts.ts";
import { redisCliInPod } from "../through-pod.ts";

interface Given {
  readonly through?: PodPlace | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly database?: number | undefined;
}

/** How one kind of command changes a Redis. */
export interface RedisChange<A, P extends Json> {
  readonly pinned: z.ZodType<P>;
  /** What stands after `redis-cli`, for a pod. */
  words(given: A): readonly string[];
  preview(session: RedisSession, given: A): Promise<(Preview & { readonly pinned: P }) | Refused>;
  run(session: RedisSession, given: A, pinned: P, doing: Changing): Promise<Done | Refused>;
  verify(session: RedisSession, given: A, pinned: P): Promise<Verification>;
  inspect(session: RedisSession, given: A, pinned: P): Promise<Inspection>;
}

const inPod = z.strictObject({ throughPod: z.string() });

/** Binds a change to its operation: the address, drills and redis-cli in a pod are the same for all of them. */
export function redisChange<A extends Given, P extends Json>(
  definition: OperationDefinition<A>,
  parts: RedisParts,
  change: RedisChange<A, P>,
): Changer {
  const own = (pinned: unknown): P => change.pinned.parse(pinned);
  const at = async <Result>(
    given: A,
    site: Site,
    signal: AbortSignal,
    work: (session: RedisSession) => Promise<Result>,
    outcome: "not-done" | "unknown" = "not-done",
  ): Promise<Result | Refused> => {
    const address = addressOf(given, site, parts.lookUp);
    return address.kind === "refused" ? address : withRedis(address, { signal, outcome }, work);
  };
  return changer<A, Json>(definition, {
    pinned: { parse: (value) => (inPod.safeParse(value).success ? inPod.parse(value) : own(value)) },
    async preview(given, site, signal) {
      if (given.through) return previewInPod(given.through, change.words(given));
      return at(given, site, signal, (session) => change.preview(session, given));
    },
    async run(given, pinned, site, doing) {
      if (doing.dryRun)
        return { kind: "done", text: "A drill: nothing was sent, Redis cannot check a command without doing it." };
      if (given.through)
        return runInPod(parts, { ...given, through: given.through, words: change.words(given) }, doing);
      return at(given, site, doing.signal, (session) => change.run(session, given, own(pinned), doing), "unknown");
    },
    async verify(given, pinned, site, { signal }) {
      if (given.through)
        return { kind: "verified", text: "redis-cli in the pod said it was done; nothing was read back." };
      const found = await at(given, site, signal, (session) => change.verify(session, given, own(pinned)));
      return found.kind === "refused" ? { kind: "failed", text: found.reason } : found;
    },
    async inspect(given, pinned, site, signal) {
      if (given.through) return { kind: "unclear", text: "Only redis-cli in the pod knew whether it was done." };
      const found = await at(given, site, signal, (session) => change.inspect(session, given, own(pinned)));
      return found.kind === "refused" ? { kind: "unclear", text: found.reason } : found;
    },
  });
}

function previewInPod({ pod }: PodPlace, words: readonly string[]): Preview & { readonly pinned: Json } {
  return {
    kind: "preview",
    objects: [{ name: `Redis through ${pod}`, changes: [] }],
    warnings: [],
    notPreviewed: ["what it changes: redis-cli runs inside the pod, and nothing looks before it does"],
    fingerprint: { pod, words },
    pinned: { throughPod: pod },
  };
}

async function runInPod(
  parts: RedisParts,
  command: Parameters<typeof redisCliInPod>[1],
  doing: Changing,
): Promise<Done | Refused> {
  await doing.beforeSending();
  const output = await redisCliInPod(parts, command, doing);
  return "kind" in output ? output : { kind: "done", text: output.text };
}
