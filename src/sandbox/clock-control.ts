import { z } from "zod";
import { oweHead } from "../store/audit-heads.ts";
import { replanChecks } from "../store/check-jobs.ts";
import type { Queryable } from "../store/pool.ts";
import { strikeRequests } from "../store/requests-jobs.ts";
import { restoreTicks } from "../store/ticks.ts";
import { longestFactor, type TimeMachine } from "./time-machine.ts";

/** What the page draws. */
export type ClockState = {
  /** In the time of incidents. */
  readonly now: string;
  readonly factor: number;
};

/** Answers the clock of the page's header: its state, and after an act the state it led to. */
export function clockControl(time: TimeMachine, db: Queryable): (body: unknown) => Promise<ClockState> {
  return async (body) => {
    if (body !== undefined) {
      const wanted = act.parse(body);
      if (wanted.act === "run") time.run(wanted.factor);
      else time.skip(wanted.minutes);
      // The time that is promised stays; when Postgres's clock shows it has changed.
      await restoreTicks(db, time, "all");
      await strikeRequests(db, "all");
      await replanChecks(db, time);
      await oweHead(db);
    }
    return { now: time.now(), factor: time.factor() };
  };
}

const act = z.discriminatedUnion("act", [
  z.object({ act: z.literal("run"), factor: z.number().min(1).max(longestFactor) }),
  z.object({ act: z.literal("skip"), minutes: z.number().positive().max(10_080) }),
]);
