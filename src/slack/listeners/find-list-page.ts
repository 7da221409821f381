import type { PersonId } from "../../incident/incident.ts";
import { listIncidents } from "../../store/list-incidents.ts";
import type { Pool } from "../../store/pool.ts";
import type { ListPlace } from "../list-place.ts";
import { longestList } from "../messages/incident-list.ts";
import type { ListPage } from "../messages/list-page.ts";

/** The page of the list that this person sees at this place. One more is asked for, to know whether there are others. */
export async function findListPage(pool: Pool, viewer: PersonId, place: ListPlace): Promise<ListPage> {
  const { filter, before, after } = place;
  const found = await listIncidents(pool, { viewer, filter, before, after, limit: longestList + 1 });
  const isMore = found.length > longestList;
  if (after === undefined) {
    return { incidents: found.slice(0, longestList), filter, hasNewer: before !== undefined, hasOlder: isMore };
  }
  return { incidents: isMore ? found.slice(1) : found, filter, hasNewer: isMore, hasOlder: true };
}
