import type { Incident } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** The incident whose own channel this is. */
export async function findIncidentByChannel(db: Queryable, channelId: string): Promise<Incident | undefined> {
  const [row] = await ask<{ state: Incident }>(db, "select state from incidents where channel_id = $1", [channelId]);
  return row?.state;
}
