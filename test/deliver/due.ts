import { randomUUID } from "node:crypto";
import { createHandle } from "../../src/handle.ts";
import type { Incident } from "../../src/incident/incident.ts";
import { addMinutes } from "../../src/incident/instant.ts";
import type { Pool } from "../../src/store/pool.ts";
import { unscaled } from "../../src/store/time-scale.ts";
import { ana, catalog } from "../incident/scenario.ts";
import { quiet } from "../quiet.ts";

/** Declares an incident as if it had been so many minutes ago, when nobody was there to strike its clocks. */
export async function declaredAgo(pool: Pool, minutes: number, severity = "P1"): Promise<Incident> {
  const time = { ...unscaled, incidentTime: (at: string) => addMinutes(at, -minutes) };
  const handle = createHandle({ pool, catalog: () => catalog, newId: randomUUID, log: quiet, time });
  const asked = { title: "API down", service: "podcast-analytics", isDrill: false, isPrivate: false } as const;
  const outcome = await handle({ kind: "declare", by: ana, ...asked, severity });
  if (outcome.kind !== "done") throw new Error("nothing was declared");
  return outcome.incident;
}

export interface Struck {
  readonly incident: string;
  readonly clock: string;
  readonly late: number;
}

/** Every strike that was recorded, in the order in which it was. */
export async function struck(pool: Pool): Promise<readonly Struck[]> {
  const { rows } = await pool.query<Struck>(
    `select incident, body->>'clock' as clock, (body->>'lateMinutes')::int as late from incident_events
     where kind = 'clock-struck' order by at, version`,
  );
  return rows;
}
