import { randomUUID } from "node:crypto";
import { createDeliver, type DeliverParts } from "../../src/deliver.ts";
import type { PerformResult } from "../../src/effects/perform-result.ts";
import { createHandle } from "../../src/handle.ts";
import type { OwedEffect } from "../../src/incident/effect.ts";
import { oweEffects } from "../../src/store/owe-effects.ts";
import { createPool, type Pool } from "../../src/store/pool.ts";
import type { Queue } from "../../src/store/queue.ts";
import { unscaled } from "../../src/store/time-scale.ts";
import { createStrikeDue } from "../../src/strike-due.ts";
import { catalog } from "../incident/scenario.ts";
import { quiet } from "../quiet.ts";

export const nothing: PerformResult = { kind: "done", commands: [] };

/** An effect of nobody's incident: the queue carries it all the same. */
export const effect = (key: string, more: Partial<OwedEffect> = {}): OwedEffect => ({
  incident: "none",
  effect: { kind: "set-topic" },
  key,
  priority: 0,
  delayMs: 0,
  ...more,
});

export const owe = (pool: Pool, ...owed: OwedEffect[]): Promise<void> => oweEffects(pool, owed);

/** A replica that delivers, with quick polls and beats, and what ends it. */
export function replica(
  url: string,
  perform: DeliverParts["perform"],
  more: Partial<DeliverParts> = {},
): Queue & { end(): Promise<void> } {
  const pool = createPool(url, { log: quiet });
  const handle = createHandle({ pool, catalog: () => catalog, newId: randomUUID, log: quiet });
  const parts = {
    pool,
    perform,
    handle,
    strikeDue: createStrikeDue({ pool, catalog: () => catalog, time: unscaled }),
    log: quiet,
    newId: randomUUID,
    pollIntervalMs: 50,
    heartbeatMs: 100,
    concurrency: 4,
    ...more,
  };
  const queue = createDeliver(parts);
  queue.start();
  return {
    ...queue,
    async end() {
      await queue.stop(5_000);
      await pool.end();
    },
  };
}

/** A promise, and what settles it from outside. */
export function signal<Value = void>(): { readonly given: Promise<Value>; readonly give: (value: Value) => void } {
  let give: (value: Value) => void = () => {};
  const given = new Promise<Value>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

/** Counts calls, and tells when there were so many. */
export function tally(wanted: number): {
  readonly reached: Promise<void>;
  readonly add: (word: string) => void;
  readonly words: string[];
} {
  const { given: reached, give } = signal();
  const words: string[] = [];
  return {
    reached,
    words,
    add(word) {
      words.push(word);
      if (words.length === wanted) give();
    },
  };
}
