import type { PersonCommand, PostUpdate } from "./command.ts";
import { accept, type Decision, type Facts, refuse } from "./decision.ts";
import type { Incident } from "./incident.ts";
import { longestText, oneLine, plain, shorten } from "./text.ts";

const longestAffected = 200;

/** An update says something new: a text, a status, who is affected, or when it will be over. */
export function decidePostUpdate(incident: Incident, command: PersonCommand & PostUpdate, { now }: Facts): Decision {
  if (incident.status === "resolved") {
    return refuse("already-resolved", "This incident is resolved. Reopen it first: /incident reopen <reason>.");
  }
  const { customersPercent, etaOfResolution } = command;
  if (customersPercent !== undefined && !(customersPercent >= 0 && customersPercent <= 100)) {
    return refuse("bad-percentage", `Customers affected is a percentage from 0 to 100, not ${customersPercent}.`);
  }
  if (etaOfResolution !== undefined && !(Date.parse(etaOfResolution) > Date.parse(now))) {
    return refuse("bad-eta", "The estimated time of resolution lies in the past. Give a time that is still to come.");
  }
  const text = shorten(plain(command.text), longestText);
  const status = command.status ?? incident.status;
  const affected = command.affected ? shorten(oneLine(command.affected), longestAffected) : undefined;
  if (!text && status === incident.status && !affected && customersPercent === undefined && !etaOfResolution) {
    return refuse(
      "empty-text",
      "Say what is new, for example: /incident update identified a bad deploy, rolling back.",
    );
  }
  return accept({
    kind: "update-posted",
    by: command.by,
    text,
    from: incident.status,
    status,
    affected,
    customersPercent,
    etaOfResolution,
  });
}
