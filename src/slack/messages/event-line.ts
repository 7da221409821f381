import type { RichTextElement, RichTextQuote, RichTextSection } from "@slack/types";
import type { RecordedEvent } from "../../incident/event.ts";
import type { Incident, MergedIncident, PersonId, Role, Status } from "../../incident/incident.ts";
import { isPageEvent } from "../../incident/page-event.ts";
import { isRunEvent } from "../../incident/run-event.ts";
import { isRunbookEvent } from "../../incident/runbook-event.ts";
import { line, moment, place, quote, richText, strong, who, words } from "../rich-text.ts";
import { utc } from "../time.ts";
import { clockLine } from "./clock-line.ts";
import { reference, statusWord } from "./labels.ts";
import { type Message, message, surfaceTag } from "./message.ts";
import { pageLine } from "./page-line.ts";

/** One line in the incident channel for what somebody did. Undefined for events that the card alone tells. */
export function eventLine(incident: Incident, recorded: RecordedEvent): Message | undefined {
  const { event, version } = recorded;
  if (isPageEvent(event)) return pageLine(incident, event, recorded);
  const post = (mark: string, by: PersonId, elements: readonly RichTextElement[], text?: string): Message => {
    const parts: (RichTextSection | RichTextQuote)[] = [line(words(`${mark} `), who(by), ...elements)];
    if (text) parts.push(quote(text));
    const said = [words(`${reference(incident)}: `), who(by), ...elements, ...(text ? [words(` – ${text}`)] : [])];
    return message(said, [richText(...parts)], surfaceTag(incident, `event-${version}`));
  };
  // Their own messages show them.
  if (isRunbookEvent(event) || isRunEvent(event)) return undefined;
  switch (event.kind) {
    case "update-posted":
      return post("📣", event.by, moved(event.from, event.status), event.text || details(event));
    case "severity-changed":
      return post(
        "🎚️",
        event.by,
        [words(" changed the severity from "), strong(event.from), words(" to "), strong(event.to)],
        event.reason,
      );
    case "role-assigned":
      return post("🙋", event.by, assigned(event));
    case "incident-resolved":
      return post("✅", event.by, [words(" resolved the incident")], event.text);
    case "incident-reopened":
      return post("🔁", event.by, [words(" reopened the incident")], event.reason);
    case "incident-acknowledged":
      return post("👋", event.by, [words(" acknowledged the incident")]);
    case "reminder-snoozed":
      return post("💤", event.by, [words(" put the next reminder off until "), moment(event.until)]);
    case "resolution-confirmed":
      return post("👍", event.by, [words(" confirmed that it stayed well")]);
    case "post-mortem-recorded":
      return post("📝", event.by, [words(" recorded the post-mortem: "), { type: "link", url: event.link }]);
    case "clock-struck":
      return clockLine(incident, event, recorded);
    case "role-left":
      return post("🚪", event.by, [words(` left ${roleName(event.role)}`)]);
    case "timeline-entry-added":
      return post("📌", event.by, noted(event), event.text);
    case "incident-merged":
      return post("🔀", event.by, [words(" merged this incident into "), ...other(event.into)]);
    case "duplicate-recorded":
      return post("🔀", event.by, [words(" merged "), ...other(event.duplicate), words(" into this incident")]);
    case "incident-declared":
    case "person-joined":
    case "lead-away":
    case "message-noticed":
    case "message-recorded":
    case "message-dropped":
    case "timeline-requested":
    case "change-recorded":
    case "channel-opened":
    case "part-done":
    case "part-waiting":
    case "part-failed":
    case "part-retried":
      return undefined;
  }
}

type Happened<K extends RecordedEvent["event"]["kind"]> = Extract<RecordedEvent["event"], { kind: K }>;

const roleName = (role: Role): string => (role === "lead" ? "the lead" : `the role ${role}`);

function noted({ happenedAt }: Happened<"timeline-entry-added">): readonly RichTextElement[] {
  return happenedAt ? [words(" noted for "), moment(happenedAt)] : [words(" noted")];
}

function other(incident: MergedIncident): readonly RichTextElement[] {
  const where = incident.channel ? [words(" "), place(incident.channel)] : [];
  return [strong(reference(incident)), words(` (${incident.title})`), ...where];
}

function moved(from: Status, to: Status): readonly RichTextElement[] {
  return from === to ? [words(" posted an update")] : [words(" set the status to "), strong(statusWord(to))];
}

/** An update without a sentence still says what it changed. */
function details({ affected, customersPercent, etaOfResolution }: Happened<"update-posted">): string | undefined {
  const parts = [
    ...(affected ? [`Affected: ${affected}`] : []),
    ...(customersPercent === undefined ? [] : [`Customers: about ${customersPercent} %`]),
    ...(etaOfResolution ? [`Expected to be resolved: ${utc(etaOfResolution)}`] : []),
  ];
  return parts.length > 0 ? parts.join("\n") : undefined;
}

function assigned({ by, person, previous, role }: Happened<"role-assigned">): readonly RichTextElement[] {
  const name = roleName(role);
  const from = previous && previous !== by ? [words(" from "), who(previous)] : [];
  if (person === by) return [words(` took ${name}`), ...from];
  return [words(previous === by ? ` handed ${name} to ` : ` gave ${name} to `), who(person), ...from];
}
