import type { Operation } from "../../operation/definition.ts";
import { run } from "../../operation/job.ts";
import { drain } from "../../operation/kubernetes/object-change.ts";
import { createIndex, execute, reindex, vacuum } from "../../operation/postgres/operations.ts";

/** So many may do this at once in this process: pages and cards must not wait behind them. */
export interface Places {
  /** Takes a place; undefined when all are taken. What is returned gives it back. */
  enter(): (() => void) | undefined;
}

/** What may take many minutes in one call: it has places of its own, so that a rollback never waits for a backup. */
export const mayLast = ({ name }: Operation): boolean => lasting.has(name);

const lasting: ReadonlySet<string> = new Set(
  [run, drain, vacuum, reindex, createIndex, execute].map((definition) => definition.name),
);

export function createPlaces(most: number): Places {
  let taken = 0;
  return {
    enter() {
      if (taken >= most) return undefined;
      taken += 1;
      return () => {
        taken -= 1;
      };
    },
  };
}
