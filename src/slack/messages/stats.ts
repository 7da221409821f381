import type { TableBlock } from "@slack/types";
import type { Catalog } from "../../catalog/types.ts";
import type { Figures, IncidentFigures, Spread, StatsQuestion } from "../../store/incident-figures.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button, context, plain, section } from "../blocks.ts";
import { clamp } from "../limits.ts";
import { writeStatsQuestion } from "../stats-question.ts";
import { durationWords } from "../time.ts";
import { type Message, message } from "./message.ts";

/** `/incident stats`: a small table, and buttons for other lengths of time that change it in its place. */
export function statsReply(found: IncidentFigures, asked: StatsQuestion, catalog: Catalog): Message {
  const sentence = sentenceFor(found.total, asked, catalog);
  return message(sentence, [
    section(plain(sentence)),
    ...(found.total.count > 0 ? [table(found, asked, catalog), context(plain(legend))] : []),
    actions(
      "stats-actions",
      dayChoices.map(([days, actionId]) => choice(asked, days, actionId)),
    ),
  ]);
}

const dayChoices = [
  [7, actionIds.statsDays7],
  [30, actionIds.statsDays30],
  [90, actionIds.statsDays90],
] as const;

const legend =
  "Median · nine of ten were faster. Drills are not counted. First answer: acknowledged, or the lead taken.";

function sentenceFor({ count, open }: Figures, { service, days }: StatsQuestion, catalog: Catalog): string {
  const span = days === 1 ? "the last day" : `the last ${days} days`;
  const of = service ? ` of ${nameOf(service, catalog)}` : "";
  if (count === 0) return `No incident${of} in ${span}. Drills are not counted.`;
  const stillOpen = open > 0 ? `, ${open} still open` : "";
  return `${count} ${count === 1 ? "incident" : "incidents"}${of} in ${span}${stillOpen}.`;
}

function choice(asked: StatsQuestion, days: number, actionId: string) {
  const value = writeStatsQuestion({ ...asked, days });
  const style = asked.days === days ? ({ style: "primary" } as const) : {};
  return button(`${days} days`, actionId, { value, ...style });
}

/** One row for all, one a severity, one a service; a single service needs no rows for services. */
function table(found: IncidentFigures, { service }: StatsQuestion, catalog: Catalog): TableBlock {
  const services = service ? [] : found.byService.slice(0, mostServices);
  return {
    type: "table",
    column_settings: [{ is_wrapped: true }, { align: "right" }, { is_wrapped: true }, { is_wrapped: true }],
    rows: [
      ["", "Count", "First answer", "Resolved"].map(cell),
      row("All", found.total),
      ...found.bySeverity.slice(0, mostSeverities).map(([severity, figures]) => row(severity, figures)),
      ...services.map(([key, figures]) => row(nameOf(key, catalog), figures)),
    ],
  };
}

// Slack's tables end at a hundred rows.
const mostSeverities = 20;
const mostServices = 70;

const row = (name: string, { count, toAnswer, toResolve }: Figures) =>
  [clamp(name, 60), String(count), spread(toAnswer), spread(toResolve)].map(cell);

const cell = (text: string) => ({ type: "raw_text" as const, text: text || " " });

const spread = (of: Spread | undefined): string =>
  of ? `${durationWords(of.medianMs)} · ${durationWords(of.p90Ms)}` : "–";

const nameOf = (service: string, catalog: Catalog): string =>
  catalog.services.find((one) => one.key === service)?.name ?? service;
