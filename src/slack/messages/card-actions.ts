import type { ActionsBlock, Button } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button } from "../blocks.ts";
import { writeButtonValue } from "../button-value.ts";

/**
 * Buttons keep their places while the status moves, so that a thumb finds them again: Update · Severity · Lead or Roles · Resolve · Page.
 * Acknowledge comes last, because it goes. What has been resolved is reopened, confirmed, and written up.
 */
export function cardActions(incident: Incident, blockId = "card-actions"): ActionsBlock {
  const value = writeButtonValue({ incident: incident.id, version: incident.version });
  return actions(blockId, buttons(incident, value));
}

function buttons(
  { status, roles, acknowledged, postMortem, confirmed, mergedInto }: Incident,
  value: string,
): readonly Button[] {
  const lead = roles.lead
    ? button("Roles", actionIds.roles, { value })
    : button("Take the lead", actionIds.takeLead, { value, style: "primary" });
  const open = [button("Update", actionIds.update, { value }), button("Severity", actionIds.severity, { value }), lead];
  const page = button("Page", actionIds.page, { value });
  const answer = acknowledged ? [] : [button("Acknowledge", actionIds.acknowledge, { value })];
  switch (status) {
    case "investigating":
    case "identified":
      return [...open, button("Resolve", actionIds.resolve, { value }), page, ...answer];
    case "monitoring":
      return [...open, button("Resolve", actionIds.resolve, { value, style: "primary" }), page, ...answer];
    case "resolved":
      return [
        button("Reopen", actionIds.reopen, { value }),
        ...(confirmed || mergedInto ? [] : [button("All good", actionIds.allGood, { value })]),
        ...(postMortem || mergedInto ? [] : [button("Post-mortem written", actionIds.written, { value })]),
      ];
  }
}
