import { decideAcknowledge, decideSnooze } from "./acknowledge.ts";
import { decideAskPage, decideEscalate, decideKeepOpen } from "./ask-page.ts";
import { decideAssignRole, decideLeadAway, decideLeaveRole } from "./assign-role.ts";
import { decideChangeSeverity } from "./change-severity.ts";
import type { Command, IncidentCommand, OutcomeCommand } from "./command.ts";
import { conflict } from "./conflict.ts";
import { decideRecordRun, decideRun } from "./decide-run.ts";
import { decideRunbook } from "./decide-runbook.ts";
import { accept, type Decision, type Facts, refuse } from "./decision.ts";
import { decideDeclare } from "./declare.ts";
import { decideConfirmResolved, decideRecordPostMortem } from "./follow-up.ts";
import type { Incident } from "./incident.ts";
import { decideMerge, decideRecordDuplicate } from "./merge.ts";
import { decidePostUpdate } from "./post-update.ts";
import { decideRecordPage } from "./record-page.ts";
import { decideRecord, decideRetryPart } from "./record-part.ts";
import { decideReopen, decideResolve } from "./resolve.ts";
import { strikes } from "./strike.ts";
import { decideKeepMessage, decideRecordGone, decideRecordMessage, decideTimelineEntry } from "./timeline-entry.ts";
import { placeOf } from "./timeline-message.ts";

/**
 * What a command does to an incident: events, none when nothing changes, or a refusal in words.
 * `incident` is absent for a declaration, and for an id that names nothing.
 */
export function decide(incident: Incident | undefined, command: Command, facts: Facts): Decision {
  if (command.kind === "declare") return decideDeclare(command, facts);
  if (!incident)
    return refuse("unknown-incident", "There is no such incident here. /incident list shows the open ones.");
  return conflict(incident, command, facts.since) ?? decideFor(incident, command, facts);
}

function decideFor(incident: Incident, command: IncidentCommand, facts: Facts): Decision {
  if (isOutcome(command)) return decideOutcome(incident, command);
  switch (command.kind) {
    case "post-update":
      return decidePostUpdate(incident, command, facts);
    case "change-severity":
      return decideChangeSeverity(incident, command, facts);
    case "assign-role":
      return decideAssignRole(incident, command);
    case "add-timeline-entry":
      return decideTimelineEntry(command, facts);
    case "leave-role":
      return decideLeaveRole(incident, command);
    case "join":
      return accept({ kind: "person-joined", by: command.by });
    case "notice-lead-away":
      return decideLeadAway(incident, command.by);
    case "notice-message":
      if (!command.isMark && !incident.pins?.[placeOf(command.message)]) return accept();
      return accept({ kind: "message-noticed", by: command.by, message: command.message });
    case "keep-message":
      return decideKeepMessage(incident, command.by, command.message);
    case "request-timeline":
      return accept({ kind: "timeline-requested", by: command.by });
    case "merge":
      return decideMerge(incident, command);
    case "resolve":
      return decideResolve(incident, command);
    case "reopen":
      return decideReopen(incident, command, facts);
    case "retry-part":
      return decideRetryPart(incident, command);
    case "acknowledge":
      return decideAcknowledge(incident, command);
    case "snooze":
      return decideSnooze(incident, command, facts);
    case "confirm-resolved":
      return decideConfirmResolved(incident, command);
    case "record-post-mortem":
      return decideRecordPostMortem(incident, command);
    case "page":
      return decideAskPage(incident, command, facts);
    case "keep-open":
      return decideKeepOpen(incident, command.by);
    case "escalate":
      return decideEscalate(incident, command);
    case "open-runbook":
    case "turn-runbook":
    case "tick-step":
    case "untick-step":
    case "fill-variables":
      return decideRunbook(incident, command);
    case "start-run":
    case "cancel-run":
    case "request-run-output":
      return decideRun(incident, command, facts);
    case "tick":
      return accept(...strikes(incident, facts.now));
  }
}

type Outcome = Extract<IncidentCommand, OutcomeCommand>;

const isOutcome = (command: IncidentCommand): command is Outcome =>
  command.kind.startsWith("record-") && command.kind !== "record-post-mortem";

function decideOutcome(incident: Incident, command: Outcome): Decision {
  switch (command.kind) {
    case "record-message":
      return decideRecordMessage(incident, command);
    case "record-message-gone":
      return decideRecordGone(incident, command);
    case "record-change":
      return accept({ kind: "change-recorded", change: command.change });
    case "record-duplicate":
      return decideRecordDuplicate(incident, command);
    case "record-page-sent":
    case "record-page-failed":
    case "record-page-found":
    case "record-page-acknowledged":
    case "record-page-resolved":
    case "record-page-settled":
      return decideRecordPage(incident, command);
    case "record-run-finished":
    case "record-run-refused":
      return decideRecordRun(incident, command);
    case "record-channel":
    case "record-part-done":
    case "record-part-waiting":
    case "record-part-failed":
      return decideRecord(incident, command);
  }
}
