import type { KnownBlock, RichTextSection } from "@slack/types";
import type { Catalog } from "../../catalog/types.ts";
import type { Incident } from "../../incident/incident.ts";
import { context, plain } from "../blocks.ts";
import { bullets, line, moment, place, richText, strong, who, words } from "../rich-text.ts";
import { marks, reference, serviceName, severityLabel, statusWord } from "./labels.ts";

/** As many as are read on a phone; asked for with one more, to know whether there are others. */
export const longestList = 10;

/** As many as are read on a phone. */
export function incidentLines(open: readonly Incident[], catalog: Catalog): readonly KnownBlock[] {
  if (open.length === 0) return [];
  const shown = open.slice(0, longestList).map((incident) => incidentLine(incident, catalog));
  const more = open.length > longestList ? [context(plain(`The ${longestList} newest are shown.`))] : [];
  return [richText(bullets(shown)), ...more];
}

/** Three lines: number, severity and status; what it is; where it is, since when, who leads. */
export function incidentLine(incident: Incident, catalog: Catalog): RichTextSection {
  const service = catalog.services.find((one) => one.key === incident.service);
  const { channel, roles } = incident;
  return line(
    strong(`${marks(incident)}${reference(incident)}`),
    words(` · ${severityLabel(incident, service)} · ${statusWord(incident.status)}\n`),
    words(`${incident.title} (${serviceName(incident, service)})\n`),
    ...(channel ? [place(channel), words(" · ")] : []),
    words("since "),
    moment(incident.declaredAt),
    ...(roles.lead ? [words(" · Lead "), who(roles.lead)] : [words(" · Lead open")]),
  );
}
