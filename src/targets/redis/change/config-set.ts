import { z } from "zod";
import { configSet } from "../../../operation/redis/operations.ts";
import type { Changer } from "../../target.ts";
import type { RedisSession } from "../connection.ts";
import { isSecretSetting } from "../hidden-settings.ts";
import type { RedisParts } from "../parts.ts";
import { redisChange } from "./redis-change.ts";
import { canonicalSize, isSameSetting } from "./same-setting.ts";
import { factsOf } from "./server-facts.ts";

const pinned = z.strictObject({ before: z.string() });

/** CONFIG SET, undone by setting the value of before. */
export function configSetChanger(parts: RedisParts): Changer {
  return redisChange(configSet, parts, {
    pinned,
    words: ({ parameter, value }) => ["CONFIG", "SET", parameter, value],
    async preview(session, { parameter, value }) {
      if (isSecretSetting(parameter))
        return {
          kind: "refused",
          reason: `the value of ${parameter} is a secret, and a request shows what it asks for`,
        };
      const before = await settingOf(session, parameter);
      if (before === undefined) return { kind: "refused", reason: `this Redis has no setting ${parameter}` };
      if (isSameSetting(parameter, before, value))
        return { kind: "refused", reason: `${parameter} is ${before} already` };
      return {
        kind: "preview",
        objects: [{ name: `setting ${parameter}`, changes: [{ what: parameter, before, after: value }] }],
        warnings: await warningsFor(session, parameter, value),
        notPreviewed: [],
        fingerprint: { parameter, value, before },
        pinned: { before },
      };
    },
    async run(session, { parameter, value, database }, { before }, { beforeSending }) {
      const now = await settingOf(session, parameter);
      if (now !== before)
        return {
          kind: "refused",
          reason: `${parameter} is ${now ?? "gone"}; it was ${before} when this was previewed`,
        };
      await beforeSending();
      await session.ask("CONFIG", "SET", parameter, value);
      return {
        kind: "done",
        text: `${parameter}: ${before || '""'} → ${value}`,
        undo: {
          name: "redis.config-set",
          arguments: { parameter, value: before, ...(database !== undefined && { database }) },
        },
      };
    },
    async verify(session, { parameter, value }) {
      const now = await settingOf(session, parameter);
      return now !== undefined && isSameSetting(parameter, now, value)
        ? { kind: "verified", text: `${parameter} is ${now}.` }
        : { kind: "failed", text: `${parameter} is ${now ?? "gone"}, not ${value}.` };
    },
    async inspect(session, { parameter, value }, { before }) {
      const now = await settingOf(session, parameter);
      const text = `${parameter} is ${now ?? "gone"}.`;
      if (now !== undefined && isSameSetting(parameter, now, value)) return { kind: "done", text };
      return { kind: now === before ? "not-done" : "unclear", text };
    },
  });
}

async function settingOf({ ask }: RedisSession, parameter: string): Promise<string | undefined> {
  const reply = await ask("CONFIG", "GET", parameter);
  const value = Array.isArray(reply) ? reply[1] : undefined;
  return typeof value === "string" ? value : undefined;
}

async function warningsFor(session: RedisSession, parameter: string, value: string): Promise<readonly string[]> {
  const facts = await factsOf(session, "memory");
  const used = Number(facts.get("used_memory"));
  const limit = Number(canonicalSize(value));
  return [
    "It lasts until Redis restarts; its configuration file is not written.",
    ...(parameter.toLowerCase() === "maxmemory" && limit > 0 && limit < used
      ? [`Redis holds ${facts.get("used_memory_human")} now: it would evict keys or refuse writes at once.`]
      : []),
  ];
}
