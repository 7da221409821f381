import type { KnownBlock } from "@slack/types";
import type { Catalog } from "../../catalog/types.ts";
import type { Incident } from "../../incident/incident.ts";
import { context, divider, plain, section } from "../blocks.ts";
import { cardActions } from "../messages/card-actions.ts";
import { cardParts } from "../messages/card-parts.ts";
import { incidentLine } from "../messages/incident-list.ts";
import { richText } from "../rich-text.ts";
import type { HomeData } from "./home-view.ts";

/** Home holds a hundred blocks; whoever needs more than ten incidents needs a list. */
export const mostOpen = 10;
const mostTroubles = 3;

/** Each with what it lacks and the buttons of its card. */
export function openIncidents({
  open,
  service,
  catalog,
}: Pick<HomeData, "open" | "service" | "catalog">): readonly KnownBlock[] {
  if (open.length === 0) return [section(plain(service ? emptyService : empty))];
  const shown = open.slice(0, mostOpen).flatMap((incident, index) => entry(incident, catalog, index));
  const more = `The ${mostOpen} newest are shown. Type /incident list${service ? ` ${service}` : ""} for the others.`;
  return [...shown, ...(open.length > mostOpen ? [context(plain(more))] : [])];
}

const empty = "No incident is open. When something looks wrong, declare: nobody minds a false alarm.";
const emptyService = "No incident of this service is open.";

function entry(incident: Incident, catalog: Catalog, index: number): readonly KnownBlock[] {
  const place = `home-${incident.number}`;
  return [
    ...(index > 0 ? [divider()] : []),
    richText(incidentLine(incident, catalog)),
    ...cardParts(incident, { place }).slice(0, mostTroubles),
    cardActions(incident, place),
  ];
}
