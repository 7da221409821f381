import type { Button } from "@slack/types";
import type { Catalog } from "../../catalog/types.ts";
import type { Incident } from "../../incident/incident.ts";
import type { IncidentFilter } from "../../store/list-incidents.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button, context, plain, section } from "../blocks.ts";
import { writeListPlace } from "../list-place.ts";
import { incidentLines } from "./incident-list.ts";
import { type Message, message } from "./message.ts";

/** A page of a list: at most ten incidents, newest first. */
export interface ListPage {
  readonly incidents: readonly Incident[];
  readonly filter: IncidentFilter;
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
}

/** `/incident list`, and `/incident` where no incident is. The buttons turn the page in its place. */
export function listReply(page: ListPage, catalog: Catalog): Message {
  const sentence = sentenceFor(page, catalog);
  const { incidents, hasNewer, hasOlder } = page;
  const isPaged = hasNewer || hasOlder;
  return message(sentence, [
    section(plain(sentence)),
    ...incidentLines(incidents, catalog),
    ...(isPaged ? [context(plain(`INC-${incidents[0]?.number} to INC-${incidents.at(-1)?.number}`))] : []),
    actions("list-actions", [...turns(page), button("Declare an incident", actionIds.declare)]),
  ]);
}

function turns({ incidents, filter, hasNewer, hasOlder }: ListPage): readonly Button[] {
  const turn = (label: string, actionId: string, at: { readonly before?: number; readonly after?: number }): Button =>
    button(label, actionId, { value: writeListPlace({ filter, ...at }) });
  const [first] = incidents;
  const last = incidents.at(-1);
  return [
    ...(hasNewer && first ? [turn("← Newer", actionIds.listNewer, { after: first.number })] : []),
    ...(hasOlder && last ? [turn("Older →", actionIds.listOlder, { before: last.number })] : []),
  ];
}

function sentenceFor({ incidents, filter, hasNewer, hasOlder }: ListPage, catalog: Catalog): string {
  const what = described(filter, catalog);
  if (incidents.length === 0) return nothing(filter, what);
  const count = hasNewer || hasOlder ? "" : `: ${incidents.length}`;
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}${count}.`;
}

function nothing({ status }: IncidentFilter, what: string): string {
  if (what === "open incidents") return "No incident is open.";
  return status === "open" ? `There are no ${what}. Everything ever: /incident list all.` : `There are no ${what}.`;
}

/** `open P1 incidents of Podcast Analytics with you`. */
function described({ status, severity, service, isMine }: IncidentFilter, catalog: Catalog): string {
  const name = catalog.services.find((one) => one.key === service)?.name ?? service;
  const words = [
    status === "all" ? "" : status,
    severity ?? "",
    "incidents",
    name ? `of ${name}` : "",
    isMine ? "that you are in" : "",
  ];
  return words.filter((word) => word !== "").join(" ");
}
