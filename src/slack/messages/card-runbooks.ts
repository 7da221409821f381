import type { KnownBlock } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import type { Suggestion } from "../../runbook/library.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button } from "../blocks.ts";
import { writeRunbookValue } from "../runbook-value.ts";

/** The runbooks that fit, one button each; opening one again shows where it is. */
export function cardRunbooks(incident: Incident, fitting: readonly Suggestion[]): readonly KnownBlock[] {
  // A block holds an action once: each button has a block of its own.
  return fitting.map(({ slug, title, page }, at) => {
    const value = writeRunbookValue({ incident: incident.id, version: incident.version, slug, page });
    return actions(`card-runbook-${at + 1}`, [button(`📖 ${title}`, actionIds.openRunbook, { value })]);
  });
}
