import type { Incident, Instant } from "./incident.ts";
import { withPerson } from "./people.ts";
import type { RunSummary } from "./run.ts";
import type { RunEvent } from "./run-event.ts";

const mostRemembered = 20;

/** The incident keeps a short word of its last runs. */
export function withRuns(incident: Incident, event: RunEvent, { version, at }: { version: number; at: Instant }) {
  switch (event.kind) {
    case "run-started": {
      const { slug, title, runbook, scope, by, items, isAutomatic } = event;
      const run: RunSummary = {
        run: version,
        slug,
        title,
        runbook,
        scope,
        by,
        at,
        items: items.length,
        isAutomatic,
        state: { kind: "running" },
      };
      return { ...withPerson(incident, by), runs: [...(incident.runs ?? []), run].slice(-mostRemembered) };
    }
    case "run-cancelled":
      return changed(incident, event.run, { kind: "running", cancelledBy: event.by });
    case "run-finished": {
      const { counts, seconds, run } = event;
      const before = incident.runs?.find((one) => one.run === run)?.state;
      const cancelledBy = before?.kind === "running" ? before.cancelledBy : undefined;
      return changed(incident, run, { kind: "finished", counts, seconds, cancelledBy });
    }
    case "run-refused":
      return changed(incident, event.run, { kind: "refused", reason: event.reason });
    case "run-output-requested":
      return incident;
  }
}

const changed = (incident: Incident, run: number, state: RunSummary["state"]): Incident => ({
  ...incident,
  runs: incident.runs?.map((one) => (one.run === run ? { ...one, state } : one)),
});
