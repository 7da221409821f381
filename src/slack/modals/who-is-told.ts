import type { EscalationLevel, Organization, Service, Severity } from "../../catalog/types.ts";

/** Who will be paged and told if it is declared like this, said before it is. Plain text. */
export function whoIsTold(organization: Organization, service: Service, severity: Severity): string {
  return `${paged(service, severity)}\n${announced(organization, service)}`;
}

function paged(service: Service, severity: Severity): string {
  switch (severity.notify) {
    case "page": {
      const rungs = service.ladder.filter((level) => level.page.length > 0 && appliesTo(level, severity)).map(rung);
      const then = rungs.length > 0 ? ` Escalates to ${rungs.join(", ")}.` : "";
      return `📟 ${severity.level} pages the on-call of ${service.name} at once.${then}`;
    }
    case "channel":
      return `💬 ${severity.level} pages nobody; people see it in Slack.`;
    case "ticket":
      return `🎫 ${severity.level} pages nobody; it is worked on in turn.`;
  }
}

const appliesTo = ({ severities }: EscalationLevel, { level }: Severity): boolean =>
  severities.length === 0 || severities.includes(level);

function rung({ page, afterMinutes, unless }: EscalationLevel): string {
  const whom = page.map((role) => role.replaceAll("-", " ")).join(" and ");
  if (afterMinutes === undefined) return `${whom} by hand`;
  return afterMinutes === 0 ? `${whom} at once` : `${whom} after ${afterMinutes} min if not ${unless}`;
}

function announced({ announcementChannel }: Organization, service: Service): string {
  return `📣 Announced in #${announcementChannel.replace(/^#/, "")}, unless private. Questions go to #${service.channel.replace(/^#/, "")}.`;
}
