import type { RunPipeline } from "../targets/run-pipeline.ts";
import type { FindMembership } from "./membership.ts";

/** What runs need, and what the runs of this process have printed so far. */
export interface Runs {
  readonly pipeline: RunPipeline;
  readonly membership: FindMembership;
  /** Ends when this process stops: others go on with what it leaves. */
  readonly stopping: AbortSignal;
  /** Text of a command that still runs, to be shown meanwhile. */
  print(place: LivePlace, text: string): void;
  printed(place: LivePlace): string;
  forget(place: LivePlace): void;
  /** Takes one of the places for runs; undefined when all are taken. What is returned gives it back. */
  enter(): (() => void) | undefined;
}

interface LivePlace {
  readonly incident: string;
  readonly run: number;
  readonly item: number;
}

// Half of what this process performs at once: pages and cards must not wait behind a slow database.
const mostAtOnce = 4;
const longestLive = 9000;

export function createRuns(parts: Pick<Runs, "pipeline" | "membership" | "stopping">): Runs {
  const live = new Map<string, string>();
  let running = 0;
  const keyOf = ({ incident, run, item }: LivePlace): string => `${incident}/${run}/${item}`;
  return {
    ...parts,
    print(place, text) {
      const key = keyOf(place);
      live.set(key, `${live.get(key) ?? ""}${text}`.slice(-longestLive));
    },
    printed: (place) => live.get(keyOf(place)) ?? "",
    forget(place) {
      live.delete(keyOf(place));
    },
    enter() {
      if (running >= mostAtOnce) return undefined;
      running += 1;
      return () => {
        running -= 1;
      };
    },
  };
}
