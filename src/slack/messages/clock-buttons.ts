import type { Button } from "@slack/types";
import { type ClockKey, progressOf } from "../../incident/clock.ts";
import type { ReminderSurface } from "../../incident/effect.ts";
import type { Incident } from "../../incident/incident.ts";
import { actionIds } from "../action-ids.ts";
import { button } from "../blocks.ts";
import { writeButtonValue } from "../button-value.ts";

/** What can be done about a clock that struck. */
export function clockButtons(incident: Incident, key: ClockKey): readonly Button[] {
  const value = writeButtonValue({ incident: incident.id, version: incident.version });
  switch (key) {
    case "acknowledge":
      return [button("Acknowledge", actionIds.acknowledge, { value, style: "primary" })];
    case "lead":
      return [button("Take the lead", actionIds.takeLead, { value, style: "primary" })];
    case "update":
      return [
        button("Post update", actionIds.update, { value, style: "primary" }),
        ...(isSnoozable(incident) ? snoozes(value) : []),
        ...(incident.roles.lead ? [button("Hand over", actionIds.lead, { value })] : []),
      ];
    case "watch":
      return [
        button("All good", actionIds.allGood, { value, style: "primary" }),
        button("Reopen", actionIds.reopen, { value }),
      ];
    case "post-mortem":
      return [button("Written", actionIds.written, { value, style: "primary" })];
    default:
      return [];
  }
}

/** What has reminded nobody yet cannot be put off, and what was put off once cannot be again. */
function isSnoozable(incident: Incident): boolean {
  const { stage, snoozedUntil } = progressOf(incident, "update");
  return stage > 0 && snoozedUntil === undefined;
}

const snoozes = (value: string): readonly Button[] => [
  button("Snooze 15 min", actionIds.snooze15, { value }),
  button("Snooze 30 min", actionIds.snooze30, { value }),
];

/** Whether what this message asks for is still to be done. In the channel the newest asks; those before it were asked in vain. */
export function isStillAsked(incident: Incident, key: ClockKey, surface: ReminderSurface): boolean {
  const { stage, reminders } = progressOf(incident, key);
  const asking = (reminders ?? []).filter((one, index, all) => one.startsWith("reminder-") || index === all.length - 1);
  return stage > 0 && asking.includes(surface);
}
