import type { JsonObject } from "../../slack/json.ts";
import { chance } from "../chance.ts";
import { objectIn, textIn } from "../objects.ts";
import { behaviourOf } from "../story/behaviour.ts";
import { playedProgram } from "../story/programs.ts";

/** How one container speaks. */
export interface Voice {
  /** What it says when it starts. */
  readonly start: readonly string[];
  /** Milliseconds of the cluster between two things it says. */
  readonly everyMs: number;
  /** One thing it says, one line or several. `moment` is ISO, `dice` gives numbers from 0 to 1. */
  say(moment: string, dice: (what: string) => number): readonly string[];
  /** Its last words, when it crashes. */
  readonly end: readonly string[];
}

export function voiceOf(pod: JsonObject, container: JsonObject): Voice {
  const behaviour = behaviourOf(objectIn(pod, "spec"), container);
  const image = textIn(container, "image");
  if (behaviour.kind === "crashes") return crashing;
  if (behaviour.kind === "works") return programVoice(container) ?? working;
  if (/postgres/.test(image)) return postgres;
  if (/redis/.test(image)) return redis;
  if (/\/(podcast-)?api:/.test(image)) return api(behaviour.kind === "leaks");
  return service(textIn(container, "name"));
}

const endpoints = ["/campaigns", "/episodes", "/analytics/downloads", "/sponsors", "/health", "/users/me"];
const pick = <T>(list: readonly T[], dice: number, otherwise: T): T =>
  list[Math.floor(dice * list.length)] ?? otherwise;
const address = (dice: number): string => `10.42.${Math.floor(dice * 4)}.${10 + Math.floor(dice * 97)}`;

const api = (isLeaking: boolean): Voice => ({
  start: [
    "INFO  [main] Started server process [1]",
    "INFO  [sqlalchemy.pool] pool_size=5 max_overflow=10 pool_timeout=30",
    "INFO  [main] Application startup complete.",
  ],
  everyMs: 1_500,
  say(moment, dice) {
    const path = pick(endpoints, dice("path"), "/campaigns");
    const request = (status: string, ms: number): string =>
      `INFO  [uvicorn.access] ${address(dice("address"))} - "GET ${path} HTTP/1.1" ${status} ${ms}ms`;
    if (!isLeaking || dice("error") >= 0.37) {
      const slow = isLeaking && dice("slow") < 0.2;
      const warning = `WARN  [api.db] slow query on ${path}: waited ${2 + Math.floor(dice("wait") * 20)}s for a connection`;
      return [...(slow ? [warning] : []), request("200 OK", Math.floor(20 + dice("ms") * (isLeaking ? 2_500 : 180)))];
    }
    const time = moment.replace("T", " ").replace("Z", "");
    return [
      `ERROR ${time} sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00 (path=${path})`,
      request("500 Internal Server Error", 30_000 + Math.floor(dice("ms") * 90)),
    ];
  },
  end: [
    "ERROR [health] liveness: no database connection within 30s",
    "CRITICAL [main] Worker (pid:1) was sent SIGKILL! Perhaps out of memory?",
  ],
});

const service = (name: string): Voice => ({
  start: [`level=info service=${name} msg="listening"`],
  everyMs: 4_000,
  say: (_moment, dice) => [
    `level=info service=${name} msg="request" path=${pick(["/", "/health", "/items", "/search"], dice("path"), "/")} status=200 ms=${Math.floor(3 + dice("ms") * 90)}`,
  ],
  end: [],
});

const postgres: Voice = {
  start: [
    "LOG:  starting PostgreSQL 15.6 on x86_64-pc-linux-gnu, compiled by gcc, 64-bit",
    'LOG:  listening on IPv4 address "0.0.0.0", port 5432',
    "LOG:  database system is ready to accept connections",
  ],
  everyMs: 60_000,
  say(moment, dice) {
    const time = `${moment.replace("T", " ").replace(/(\.\d{3})?Z$/, "")} UTC [${60 + Math.floor(dice("pid") * 900)}]`;
    if (dice("kind") < 0.3)
      return [`${time} FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute`];
    return [`${time} LOG:  checkpoint complete: wrote ${Math.floor(dice("buffers") * 400)} buffers (2.1%)`];
  },
  end: [],
};

const redis: Voice = {
  start: ["1:C * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo", "1:M * Ready to accept connections tcp"],
  everyMs: 300_000,
  say: (_moment, dice) => [`1:M * ${100 + Math.floor(dice("changes") * 900)} changes in 300 seconds. Saving...`],
  end: [],
};

const crashing: Voice = {
  start: [
    "INFO  [main] Starting",
    "ERROR [main] configuration: DATABASE_URL is not set",
    "Traceback (most recent call last):",
  ],
  everyMs: 60_000,
  say: () => [],
  end: ['KeyError: "DATABASE_URL"'],
};

const working: Voice = {
  start: ["started", "connected to the database"],
  everyMs: 5_000,
  say: (_moment, dice) => [`processed ${100 + Math.floor(dice("rows") * 4_000)} rows`],
  end: ["done"],
};

function programVoice(container: JsonObject): Voice | undefined {
  const played = playedProgram(container);
  return played && { start: played.first, everyMs: 600_000, say: () => [], end: played.last };
}

/** Chance that is the same for the same container, moment and question. */
export const diceOf =
  (container: string, index: number) =>
  (what: string): number =>
    chance(container, index, what);
