import type { Effect } from "./effect.ts";
import type { Incident, Part } from "./incident.ts";
import { onCall } from "./terms.ts";

/** The effect that brings a part about; the same for the first time and for Retry. */
export function effectOfPart(part: Part, incident: Incident): Effect {
  switch (part) {
    case "page":
      return { kind: "page", level: declaredLevel, roles: [onCall], reason: reasonOf(incident) };
    case "channel":
      return { kind: "open-channel" };
    case "card":
      return { kind: "show", surface: "card" };
    case "pin":
      return { kind: "pin-card" };
    case "announcement":
      return { kind: "show", surface: "announcement" };
    case "topic":
      return { kind: "set-topic" };
    case "bookmarks":
      return { kind: "add-bookmarks" };
    case "invitations":
      return { kind: "invite", people: incident.people };
  }
}

/** The part that an effect belongs to; absent for lines about single events. */
export function partOfEffect(effect: Effect): Part | undefined {
  switch (effect.kind) {
    case "page":
      return effect.level === declaredLevel ? "page" : undefined;
    case "open-channel":
      return "channel";
    case "show":
      return effect.surface === "card" || effect.surface === "announcement" ? effect.surface : undefined;
    case "tell":
    case "follow-page":
    case "settle-pages":
    case "call-otherwise":
    case "offer-declare":
    case "read-message":
    case "mark-message":
    case "send-timeline":
    case "run":
    case "auto-run":
    case "send-run-output":
    case "join-duplicate":
      return undefined;
    case "pin-card":
      return "pin";
    case "set-topic":
      return "topic";
    case "add-bookmarks":
      return "bookmarks";
    case "invite":
      return "invitations";
  }
}

// The page of the declaration itself; those of the ladder bear the names of its levels.
const declaredLevel = "declared";

const reasonOf = ({ severity, title, reopenedCount }: Incident): string =>
  `${severity}${reopenedCount > 0 ? " again" : ""}: ${title}`;
