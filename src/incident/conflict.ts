import type { IncidentCommand } from "./command.ts";
import { type Decision, refuse } from "./decision.ts";
import type { IncidentEvent, RecordedEvent } from "./event.ts";
import type { Incident } from "./incident.ts";
import { isPageEvent } from "./page-event.ts";
import { isRunEvent } from "./run-event.ts";
import { isRunbookEvent } from "./runbook-event.ts";

/**
 * Two people act at once: the second decided on an older picture. Where what happened since touches the same thing, they are
 * told and look again; everything else is applied to the newer state as it is.
 */
export function conflict(
  incident: Incident,
  command: IncidentCommand,
  since: readonly RecordedEvent[],
): Decision | undefined {
  if (!("seen" in command) || command.seen === undefined || command.seen >= incident.version) return undefined;
  const meanwhile = since.map(({ event }) => touched(command, event)).find((words) => words !== undefined);
  if (!meanwhile) return undefined;
  return refuse("changed-meanwhile", `Meanwhile somebody ${meanwhile}. Nothing was saved: look again, then decide.`);
}

/** What happened, in words, if it touches what the command is about. */
function touched(command: IncidentCommand, event: IncidentEvent): string | undefined {
  const isAboutStatus = command.kind === "post-update" || command.kind === "resolve" || command.kind === "reopen";
  if (isPageEvent(event) || isRunbookEvent(event) || isRunEvent(event)) return undefined;
  switch (event.kind) {
    case "update-posted":
      if (event.from !== event.status && isAboutStatus) return `set the status to ${event.status}`;
      return command.kind === "post-update" ? "posted an update" : undefined;
    case "severity-changed":
      return command.kind === "change-severity" ? `changed the severity from ${event.from} to ${event.to}` : undefined;
    case "role-assigned":
      return command.kind === "assign-role" && command.role === event.role
        ? `took or gave away the role ${event.role}`
        : undefined;
    case "role-left":
      return command.kind === "assign-role" && command.role === event.role
        ? `left the role ${event.role} open`
        : undefined;
    case "incident-merged":
      return isAboutStatus || command.kind === "merge" ? `merged it into INC-${event.into.number}` : undefined;
    case "incident-resolved":
      return isAboutStatus ? "resolved the incident" : undefined;
    case "incident-reopened":
      return isAboutStatus ? "reopened the incident" : undefined;
    case "incident-acknowledged":
    case "clock-struck":
    case "reminder-snoozed":
    case "resolution-confirmed":
    case "post-mortem-recorded":
    case "incident-declared":
    case "timeline-entry-added":
    case "person-joined":
    case "lead-away":
    case "message-noticed":
    case "message-recorded":
    case "message-dropped":
    case "timeline-requested":
    case "change-recorded":
    case "duplicate-recorded":
    case "channel-opened":
    case "part-done":
    case "part-waiting":
    case "part-failed":
    case "part-retried":
      return undefined;
  }
}
