import type { IncidentCommand } from "../incident/command.ts";
import type { Incident } from "../incident/incident.ts";
import { allPages, type PageState, untold } from "../incident/page.ts";
import type { EffectContext } from "./context.ts";

/** Tells the pager what has become of its pages here: what was acknowledged stops ringing there, what is over is resolved there. */
export async function settlePages(incident: Incident, context: EffectContext): Promise<readonly IncidentCommand[]> {
  const commands: IncidentCommand[] = [];
  for (const page of once(allPages(incident))) {
    const as = untold(page);
    if (!as || !page.sent) continue;
    const { dedupKey, through, pagerId } = page.sent;
    const { pager, to } = context.pagers.of(page.service ?? incident.service, incident.isDrill);
    // What was opened by an event is closed by one: that needs no token.
    const reference = { to, dedupKey, ...(through === "incident" && pagerId ? { incidentId: pagerId } : {}) };
    await (as === "resolved" ? pager.resolve(reference) : pager.acknowledge(reference));
    commands.push({ kind: "record-page-settled", incident: incident.id, dedupKey, as });
  }
  return commands;
}

/** Pages that share a key in the pager are one there. */
const once = (pages: readonly PageState[]): readonly PageState[] => [
  ...new Map(pages.filter((page) => untold(page)).map((page) => [page.sent?.dedupKey, page])).values(),
];
