import type { PersonId } from "../../incident/incident.ts";
import { similarOf } from "../../incident/similar.ts";
import { listOpenIncidents } from "../../store/list-incidents.ts";
import type { SlackContext } from "../context.ts";
import { mostSimilar } from "../messages/similar-reply.ts";

const looked = 25;

/** Open incidents that this may be a duplicate of, as far as the person may know of them. */
export async function findSimilar(
  { pool }: SlackContext,
  viewer: PersonId,
  asked: { readonly title: string; readonly service: string; readonly isDrill: boolean },
) {
  const open = await listOpenIncidents(pool, { viewer, service: asked.service, limit: looked });
  return similarOf(asked, open).slice(0, mostSimilar);
}
