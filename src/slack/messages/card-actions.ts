import type { ActionsBlock, Button } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button } from "../blocks.ts";
import { writeButtonValue } from "../button-value.ts";

/**
 * Buttons keep their places while the status moves, so that a thumb finds them again: Update · Severity · Lead · Resolve.
 * What has been resolved can only be reopened.
 */
export function cardActions(incident: Incident, blockId = "card-actions"): ActionsBlock {
  const value = writeButtonValue({ incident: incident.id, version: incident.version });
  return actions(blockId, buttons(incident, value));
}

function buttons({ status, roles }: Incident, value: string): readonly Button[] {
  const lead = roles.lead
    ? button("Lead", actionIds.lead, { value })
    : button("Take the lead", actionIds.takeLead, { value, style: "primary" });
  const open = [button("Update", actionIds.update, { value }), button("Severity", actionIds.severity, { value }), lead];
  switch (status) {
    case "investigating":
    case "identified":
      return [...open, button("Resolve", actionIds.resolve, { value })];
    case "monitoring":
      return [...open, button("Resolve", actionIds.resolve, { value, style: "primary" })];
    case "resolved":
      return [button("Reopen", actionIds.reopen, { value })];
  }
}
