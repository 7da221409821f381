import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "../clients/fault.ts";
import { findRun, runSurface } from "../incident/run.ts";
import { findIncident } from "../store/find-incident.ts";
import type { EffectContext } from "./context.ts";
import { showRun } from "./show-run.ts";

const lookEveryMs = 250;
/** The first edits come fast, while people look; Slack bears some fifty a minute in the whole workspace. */
const pacesMs = [1000, 1000, 1000, 2000, 2000, 3000];
const slowestMs = 5000;

/**
 * Keeps the message of a run true while it goes on: at most one edit a second, ever fewer, and none sooner than Slack allows. Hears
 * of *Cancel*, on whichever replica it was pressed. What Slack does not take now is shown later.
 */
export function keepShown(
  incident: string,
  run: number,
  context: EffectContext,
  cancel: () => void,
): { stop(): Promise<void> } {
  const over = new AbortController();
  const keeping = (async () => {
    let shown = 0;
    let waitMs = lookEveryMs;
    while (!over.signal.aborted) {
      await pause(lookEveryMs, undefined, { signal: over.signal }).catch(() => undefined);
      if (over.signal.aborted) return;
      waitMs -= lookEveryMs;
      try {
        const now = await findIncident(context.db, incident);
        const state = now && findRun(now, run)?.state;
        if (state?.kind === "running" && state.cancelledBy) cancel();
        if (!now || waitMs > 0) continue;
        waitMs = pacesMs[shown++] ?? slowestMs;
        await showRun(now, run, context);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        context.log.warn({ incident, surface: runSurface(run), code: error.code }, error.message);
        waitMs = error.retry.kind === "after" ? Math.max(waitMs, error.retry.ms) : slowestMs;
      }
    }
  })();
  // Said when it is stopped, not before somebody listens.
  keeping.catch(() => undefined);
  return {
    stop() {
      over.abort();
      return keeping;
    },
  };
}
