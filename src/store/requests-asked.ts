import type { ChangeRequest } from "../approval/request.ts";
import { askedSurface } from "../approval/surface.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** Users who have been asked in private to decide about a request. */
export async function askedUsers(
  db: Queryable,
  request: Pick<ChangeRequest, "id" | "incident">,
): Promise<readonly string[]> {
  const prefix = askedSurface(request, "");
  const rows = await ask<{ surface: string }>(
    db,
    "select surface from messages where incident = $1 and starts_with(surface, $2)",
    [request.incident, prefix],
  );
  return rows.map(({ surface }) => surface.slice(prefix.length));
}

/** Requests that are open and that this user was asked to decide about, the one that ends first first. */
export async function requestsAskedOf(db: Queryable, user: string): Promise<readonly ChangeRequest[]> {
  const rows = await ask<{ state: ChangeRequest }>(
    db,
    `select r.state from requests r
     join messages m on m.incident = r.incident and m.surface = 'asked-' || r.id || '-' || $1
     where r.stage = 'open' order by r.asked_at limit 20`,
    [user],
  );
  return rows.map(({ state }) => state);
}
