import type { Incident, PersonId } from "../../incident/incident.ts";
import { findIncidentByChannel } from "../../store/find-incident-by-channel.ts";
import { findIncidentByNumber } from "../../store/find-incident-by-number.ts";
import type { Pool } from "../../store/pool.ts";
import type { Target } from "../grammar/reading.ts";

/** The incident that is meant. A private one is only found from its own channel, or by the people who are in it. */
export async function findTarget(
  pool: Pool,
  target: Target,
  typedIn: { readonly channel: string; readonly by: PersonId },
): Promise<Incident | undefined> {
  switch (target.kind) {
    case "here":
      return findIncidentByChannel(pool, typedIn.channel);
    case "number":
      return ifVisible(await findIncidentByNumber(pool, target.number), typedIn);
    case "channel":
      return ifVisible(await findIncidentByChannel(pool, target.id), typedIn);
  }
}

function ifVisible(
  incident: Incident | undefined,
  { channel, by }: { readonly channel: string; readonly by: PersonId },
): Incident | undefined {
  if (!incident) return undefined;
  return mayKnow(incident, by) || incident.channel?.id === channel ? incident : undefined;
}

/** A private incident is known to its own people alone. */
export const mayKnow = ({ isPrivate, people }: Incident, by: PersonId): boolean => !isPrivate || people.includes(by);
