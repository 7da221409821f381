import type { KnownBlock, RichTextSection } from "@slack/types";
import type { Service } from "../../catalog/types.ts";
import type { Incident } from "../../incident/incident.ts";
import { isWithoutChannel } from "../../incident/without-channel.ts";
import { fields, header } from "../blocks.ts";
import { escapeInline } from "../escape.ts";
import { clamp } from "../limits.ts";
import { line, place, quote, richText, strong, words } from "../rich-text.ts";
import { isoSeconds, localTime, utcTime } from "../time.ts";
import { cardActions } from "./card-actions.ts";
import { cardParts } from "./card-parts.ts";
import { marks, outage, reference, serviceName, severityLabel, statusLabel } from "./labels.ts";
import { type Message, message, surfaceTag } from "./message.ts";

/**
 * The communication template, filled from state and edited in place:
 * > Service, Severity, Status, Affected, Customers (estimated %), Started (ISO), ETA of resolution, Latest update (HH:MM UTC)
 * > with one or two sentences, where to follow, where to ask.
 */
export function announcement(incident: Incident, service: Service | undefined): Message {
  const name = serviceName(incident, service);
  const headline = `${marks(incident)}${outage(incident)}${reference(incident)} · ${incident.title}`;
  const text = `${headline} – ${incident.severity}, ${incident.status}, ${name}`;
  const blocks: KnownBlock[] = [
    header(headline),
    template(incident, service),
    told(incident),
    richText(where(incident, service)),
    ...standIn(incident),
  ];
  return message(text, blocks, surfaceTag(incident, "announcement"));
}

function template(incident: Incident, service: Service | undefined): KnownBlock {
  const { customersPercent, etaOfResolution, resolvedAt } = incident;
  return fields([
    ["Service", escapeInline(serviceName(incident, service))],
    ["Severity", severityLabel(incident, service)],
    ["Status", statusLabel(incident.status)],
    ["Customers (estimated %)", customersPercent === undefined ? "Not known yet" : `${customersPercent} %`],
    ["Started", isoSeconds(incident.declaredAt)],
    resolvedAt
      ? ["Resolved", isoSeconds(resolvedAt)]
      : ["ETA of resolution", etaOfResolution ? localTime(etaOfResolution) : "Not known yet"],
  ]);
}

// Two or three sentences are read, a report is not: the rest stands in the incident channel.
const longestLatest = 1000;

function told({ affected, latestUpdate }: Incident): KnownBlock {
  const update = latestUpdate
    ? [line(strong(`Latest update (${utcTime(latestUpdate.at)})`)), quote(clamp(latestUpdate.text, longestLatest))]
    : [line(strong("Latest update"), words(" · None yet: people are looking into it."))];
  return richText(
    line(strong("Affected"), words(` · ${affected ? clamp(affected, 300) : "Not known yet"}`)),
    ...update,
  );
}

/** What keeps people from the channel or its card; without a channel, the buttons of the card are here. */
function standIn(incident: Incident): readonly KnownBlock[] {
  const troubles = cardParts(incident, { of: ["channel", "card"] });
  const isSetUp = incident.parts.channel?.kind !== "failed" && incident.parts.card?.kind !== "failed";
  if (isSetUp && !hasReason(incident)) return [];
  return [...troubles, ...(isWithoutChannel(incident) ? [cardActions(incident)] : [])];
}

const hasReason = ({ parts: { channel, card } }: Incident): boolean =>
  [channel, card].some((state) => state?.kind === "pending" && state.reason !== undefined);

function where(incident: Incident, service: Service | undefined): RichTextSection {
  // A duplicate is followed where it goes on.
  const channel = incident.mergedInto?.channel ?? incident.channel;
  const stead = isWithoutChannel(incident) ? "the thread of this message" : "the channel is being opened";
  const follow = channel ? [place(channel)] : [words(stead)];
  const ask = service ? [words("   "), strong("Ask"), words(` · #${service.channel.replace(/^#/, "")}`)] : [];
  return line(strong("Follow"), words(" · "), ...follow, ...ask);
}
