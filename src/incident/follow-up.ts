import type { ConfirmResolved, PersonCommand, RecordPostMortem } from "./command.ts";
import { accept, type Decision, refuse } from "./decision.ts";
import type { Incident } from "./incident.ts";
import { oneLine } from "./text.ts";

/** What is left to do after resolve: confirm that it stayed well, and write down what was learned. */

export function decideConfirmResolved(incident: Incident, command: PersonCommand & ConfirmResolved): Decision {
  if (incident.status !== "resolved") {
    return refuse(
      "not-resolved",
      `This incident is still ${incident.status}. Say first what fixed it: /incident resolve.`,
    );
  }
  if (incident.confirmed) return refuse("no-change", "This has been confirmed already. Nothing changed.");
  return accept({ kind: "resolution-confirmed", by: command.by });
}

const longestLink = 500;

export function decideRecordPostMortem(incident: Incident, command: PersonCommand & RecordPostMortem): Decision {
  if (incident.status !== "resolved") {
    return refuse("not-resolved", `This incident is still ${incident.status}; its post-mortem comes after resolve.`);
  }
  const link = oneLine(command.link);
  if (!isWebAddress(link)) {
    return refuse(
      "bad-link",
      "Give the address of the post-mortem: /incident postmortem https://wiki.example.com/inc-7.",
    );
  }
  if (link === incident.postMortem?.link) return refuse("no-change", "This link is recorded already. Nothing changed.");
  return accept({ kind: "post-mortem-recorded", by: command.by, link });
}

const isWebAddress = (text: string): boolean =>
  text.length <= longestLink && /^https?:\/\/[^\s<>|"]+$/.test(text) && URL.canParse(text);
