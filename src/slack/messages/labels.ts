import type { Service, Severity } from "../../catalog/types.ts";
import type { Incident, Part, Status } from "../../incident/incident.ts";

/** How the words of an incident look to people. Emoji are characters, not codes: they survive where emoji codes stay text. */

/** `INC-7`. */
export function reference(incident: Pick<Incident, "number">): string {
  return `INC-${incident.number}`;
}

/** `🔴 P1 Critical`; without its service's scheme the level alone. */
export function severityLabel(incident: Pick<Incident, "severity">, service: Service | undefined): string {
  const { rank, severity } = ranked(incident.severity, service);
  const color = colors[Math.min(rank, colors.length - 1)] ?? "⚪";
  return severity ? `${color} ${severity.level} ${severity.name}` : `⚪ ${incident.severity}`;
}

export function statusLabel(status: Status): string {
  return `${statusMarks[status]} ${statusWord(status)}`;
}

/** `Investigating`. */
export function statusWord(status: Status): string {
  return status.charAt(0).toUpperCase() + status.slice(1);
}

export function serviceName(incident: Pick<Incident, "service">, service: Service | undefined): string {
  return service?.name ?? incident.service;
}

/** What an incident part is called on the card. */
export const partLabels: Readonly<Record<Part, string>> = {
  page: "Page",
  channel: "Channel",
  card: "Card",
  pin: "Pin",
  announcement: "Announcement",
  topic: "Topic",
  bookmarks: "Bookmarks",
  invitations: "Invitations",
};

/** Said once a level of the ladder has declared an outage, until it is over. */
export function outage(incident: Pick<Incident, "outageSince" | "status">): string {
  return incident.outageSince && incident.status !== "resolved" ? "🚨 OUTAGE · " : "";
}

/** `DRILL` and `PRIVATE`, said before everything else. */
export function marks(incident: Pick<Incident, "isDrill" | "isPrivate">): string {
  return `${incident.isDrill ? "🚧 DRILL · " : ""}${incident.isPrivate ? "🔒 PRIVATE · " : ""}`;
}

const colors = ["🔴", "🟠", "🟡", "🔵", "⚪"] as const;

const statusMarks: Readonly<Record<Status, string>> = {
  investigating: "🔍",
  identified: "🎯",
  monitoring: "👀",
  resolved: "✅",
};

function ranked(level: string, service: Service | undefined): { rank: number; severity: Severity | undefined } {
  const rank = service?.severities.findIndex((one) => one.level === level) ?? -1;
  return { rank, severity: rank === -1 ? undefined : service?.severities[rank] };
}
