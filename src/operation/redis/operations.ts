import { z } from "zod";
import { define } from "../definition.ts";
import { podFields } from "../kubernetes/exec.ts";
import { type Risk, worstRisk } from "../risk.ts";
import { count, text } from "../schema-parts.ts";
import { redisCommandRisk } from "./command-risk.ts";

/** Which Redis: all of it comes from the catalog when the command does not say. */
const connection = {
  host: z.string().max(253).optional(),
  port: z.int().min(1).max(65_535).optional(),
  database: count.optional(),
  /** The pod whose redis-cli is spoken to, where the catalog does not bind that pod to a Redis. */
  through: z.strictObject(podFields).optional(),
};

export const info = define({
  name: "redis.info",
  schema: z.strictObject({ sections: z.array(z.string().regex(/^\w+$/, "is not a section")), ...connection }),
  risk: ({ through }) => atLeast("read", through),
  describe: ({ sections }) => `Show Redis facts${sections.length > 0 ? `: ${sections.join(", ")}` : ""}`,
});

export const ping = define({
  name: "redis.ping",
  schema: z.strictObject(connection),
  risk: ({ through }) => atLeast("read", through),
  describe: () => "Ask whether Redis answers",
});

export const slowlog = define({
  name: "redis.slowlog",
  schema: z.strictObject({ entries: count.optional(), ...connection }),
  risk: ({ through }) => atLeast("read", through),
  describe: ({ entries }) => `Show the ${entries ?? 10} slowest recent Redis commands`,
});

/** `--bigkeys` and `--memkeys`: a SCAN over all keys that reports sizes. */
export const bigKeys = define({
  name: "redis.big-keys",
  schema: z.strictObject({ by: z.enum(["elements", "memory"]), ...connection }),
  risk: ({ through }) => atLeast("read", through),
  describe: ({ by }) => `Find the biggest Redis keys by ${by}`,
});

export const configGet = define({
  name: "redis.config-get",
  schema: z.strictObject({ parameters: z.array(z.string().min(1)).min(1), ...connection }),
  risk: ({ parameters, through }) => atLeast(redisCommandRisk(["config", "get", ...parameters]), through),
  describe: ({ parameters }) => `Show Redis settings ${parameters.join(", ")}`,
});

export const configSet = define({
  name: "redis.config-set",
  schema: z.strictObject({
    parameter: z.string().regex(/^[a-z][\w-]*$/i, "is not a setting"),
    value: text,
    ...connection,
  }),
  risk: "change",
  describe: ({ parameter, value }) => `Set Redis ${parameter} to ${value}`,
});

export const flush = define({
  name: "redis.flush",
  schema: z.strictObject({
    scope: z.enum(["database", "everything"]),
    asynchronous: z.boolean().optional(),
    ...connection,
  }),
  risk: "destructive",
  describe: ({ scope }) =>
    scope === "database" ? "Delete every key of one Redis database" : "Delete every key of every Redis database",
});

/** Shows what every client sends, for a few seconds. */
export const monitor = define({
  name: "redis.monitor",
  schema: z.strictObject(connection),
  risk: "sensitive",
  describe: () => "Watch Redis commands as they arrive, for a few seconds",
});

export const command = define({
  name: "redis.command",
  schema: z.strictObject({ command: z.array(text).min(1), ...connection }),
  risk: ({ command: words, through }) => atLeast(redisCommandRisk(words), through),
  describe: ({ command: words }) => `Run in Redis: ${words.join(" ")}`,
});

function atLeast(risk: Risk, through: unknown): Risk {
  return through === undefined ? risk : worstRisk([risk, "sensitive"]);
}
