import { z } from "zod";
import type { Operation } from "../../../operation/definition.ts";
import { command } from "../../../operation/redis/operations.ts";
import type { Changer, Inspection, Preview, PreviewedObject } from "../../target.ts";
import type { RedisSession } from "../connection.ts";
import type { RedisParts } from "../parts.ts";
import { printCommand, refuseCommand } from "../run-command.ts";
import { type KeyCommand, keyCommand } from "./key-commands.ts";
import { type KeyFacts, keyFacts } from "./key-facts.ts";
import { redisChange } from "./redis-change.ts";

const pinned = z.strictObject({
  /** The keys as they were; none for a command that is not previewed. */
  keys: z.array(z.strictObject({ key: z.string(), type: z.string(), expiresAt: z.number().nullable() })),
});
type Pinned = z.output<typeof pinned>;

/** Any command that changes something. Keys that are named word for word are previewed one by one; others are said not to be. */
export function commandChanger(parts: RedisParts): Changer {
  return redisChange(command, parts, {
    pinned,
    words: ({ command: words }) => words,
    async preview(session, { command: words }) {
      const refused = refuseCommand(words);
      if (refused) return refused;
      const named = keyCommand(words);
      if (!named) return notPreviewed(words);
      const facts = await lookAt(session, named.keys);
      const there = facts.filter(({ type }) => type !== "none");
      if (there.length === 0) return { kind: "refused", reason: `there is no key ${named.keys.join(", ")}` };
      return {
        kind: "preview",
        objects: facts.map((one) => describeKey(one, named)),
        warnings: named.keys.some((key) => /[*?[]/.test(key))
          ? ["*, ? and [ stand for themselves: a key is named word for word."]
          : [],
        notPreviewed: [],
        fingerprint: { words, types: facts.map(({ type }) => type) },
        pinned: { keys: facts.map(({ key, type, expiresAt }) => ({ key, type, expiresAt })) },
      };
    },
    async run(session, { command: words, database }, { keys }, { beforeSending }) {
      const moved = (
        await lookAt(
          session,
          keys.map(({ key }) => key),
        )
      ).find((now, at) => now.type !== keys[at]?.type);
      if (moved)
        return {
          kind: "refused",
          reason: `${moved.key} is ${moved.type === "none" ? "gone" : `a ${moved.type} now`}; it was previewed otherwise`,
        };
      await beforeSending();
      const { text } = printCommand(words, await session.ask(...words));
      const undo = undoOf(keyCommand(words), keys, database);
      return { kind: "done", text, ...(undo && { undo }) };
    },
    async verify(session, { command: words }, { keys }) {
      const found = await look(session, words, keys);
      if (found.kind === "done") return { kind: "verified", text: found.text };
      return found.kind === "unclear"
        ? { kind: "verified", text: "Redis said it was done; there is nothing to read back." }
        : { kind: "failed", text: found.text };
    },
    inspect: (session, { command: words }, { keys }) => look(session, words, keys),
  });
}

function lookAt(session: RedisSession, keys: readonly string[]): Promise<readonly KeyFacts[]> {
  return Promise.all(keys.map((key) => keyFacts(session, key)));
}

function notPreviewed(words: readonly string[]): Preview & { readonly pinned: Pinned } {
  const [first = ""] = words;
  return {
    kind: "preview",
    objects: [{ name: `command ${first.toUpperCase()}`, changes: [] }],
    warnings: [],
    notPreviewed: [`what ${first.toUpperCase()} changes: Redis cannot tell without doing it`],
    fingerprint: { words },
    pinned: { keys: [] },
  };
}

function describeKey({ key, type, expiresAt, bytes }: KeyFacts, { kind, due }: KeyCommand): PreviewedObject {
  if (type === "none") return { name: `key ${key}`, changes: [{ what: "key", before: "", after: "" }] };
  const expiry = expiresAt === null ? "never" : new Date(expiresAt).toISOString();
  const size = bytes === null ? type : `${type}, ${bytes} bytes`;
  const changes = [{ what: "key", before: size, after: kind === "delete" ? "" : size }];
  switch (kind) {
    case "delete":
      return { name: `key ${key}`, changes: [...changes, { what: "expires", before: expiry, after: "" }] };
    case "persist":
      return { name: `key ${key}`, changes: [...changes, { what: "expires", before: expiry, after: "never" }] };
    case "expire":
      return { name: `key ${key}`, changes: [...changes, { what: "expires", before: expiry, after: dueWords(due) }] };
  }
}

function dueWords(due: KeyCommand["due"]): string {
  if (!due) return "";
  if (due.absolute) return new Date(due.ms).toISOString();
  return due.ms <= 0 ? "at once" : `${due.ms / 1_000} s after it runs`;
}

/** A time to live can be put back; a deleted value cannot. */
function undoOf(
  named: KeyCommand | undefined,
  keys: Pinned["keys"],
  database: number | undefined,
): Operation | undefined {
  const [only] = keys;
  if (!named || !only || named.kind === "delete") return undefined;
  const words = only.expiresAt === null ? ["PERSIST", only.key] : ["PEXPIREAT", only.key, String(only.expiresAt)];
  return { name: "redis.command", arguments: { command: words, ...(database !== undefined && { database }) } };
}

async function look(session: RedisSession, words: readonly string[], keys: Pinned["keys"]): Promise<Inspection> {
  const named = keyCommand(words);
  if (!named)
    return { kind: "unclear", text: "Redis does not keep whether a command was done; look at what it changes." };
  const now = await lookAt(session, named.keys);
  return named.kind === "delete" ? lookForDeleted(now, keys) : lookForExpiry(named, now[0], keys[0]);
}

function lookForDeleted(now: readonly KeyFacts[], keys: Pinned["keys"]): Inspection {
  const left = now.filter(({ type }) => type !== "none").map(({ key }) => key);
  const before = keys.filter(({ type }) => type !== "none");
  if (left.length === 0) return { kind: "done", text: "None of the keys is left." };
  const text = `Still there: ${left.join(", ")}.`;
  return { kind: left.length === before.length ? "not-done" : "unclear", text };
}

/** Clocks and rounding: two times this close are the same. */
const closeMs = 2_000;

function lookForExpiry(
  { kind, due }: KeyCommand,
  now: KeyFacts | undefined,
  before: Pinned["keys"][number] | undefined,
): Inspection {
  if (!now || now.type === "none")
    return { kind: due && kind === "expire" ? "done" : "unclear", text: "The key is gone." };
  const text =
    now.expiresAt === null ? "The key stays for ever." : `The key expires at ${new Date(now.expiresAt).toISOString()}.`;
  const isAsBefore =
    now.expiresAt === null || before?.expiresAt == null
      ? now.expiresAt === (before?.expiresAt ?? null)
      : Math.abs(now.expiresAt - before.expiresAt) < closeMs;
  if (kind === "persist") return { kind: now.expiresAt === null ? "done" : "not-done", text };
  if (isAsBefore) return { kind: "not-done", text };
  return { kind: now.expiresAt === null ? "unclear" : "done", text };
}
