import type { RichTextElement } from "@slack/types";
import type { RecordedEvent } from "../../incident/event.ts";
import type { Incident, PersonId, Role } from "../../incident/incident.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button } from "../blocks.ts";
import { writeButtonValue } from "../button-value.ts";
import { line, place, richText, strong, words } from "../rich-text.ts";
import { marks, reference } from "./labels.ts";
import { type Message, message, surfaceTag } from "./message.ts";
import { roleWords } from "./role-words.ts";

/** What an event means for one person, said to them in private. */
export function brief(
  incident: Incident,
  recorded: RecordedEvent,
): { readonly message: Message; readonly to: PersonId } | undefined {
  const { event } = recorded;
  if (event.kind === "role-assigned") {
    return { to: event.person, message: roleBrief(incident, event.role, recorded) };
  }
  return event.kind === "lead-away" ? { to: event.by, message: handOver(incident, recorded) } : undefined;
}

function roleBrief(incident: Incident, role: Role, { version }: RecordedEvent): Message {
  const { name, does } = roleWords[role];
  const said = [words("🙋 You are now "), strong(name), words(" of "), ...about(incident), words(".")];
  return message(
    said,
    [richText(line(...said), line(words(does))), actions(`brief-${version}`, [rolesButton(incident)])],
    surfaceTag(incident, `brief-${version}`),
  );
}

function handOver(incident: Incident, { version }: RecordedEvent): Message {
  const said = [words("👋 You lead "), ...about(incident), words(", and have left its channel. Who leads it now?")];
  const value = writeButtonValue({ incident: incident.id, version: incident.version });
  const buttons = [button("Hand over", actionIds.lead, { value, style: "primary" }), rolesButton(incident)];
  return message(
    said,
    [richText(line(...said)), actions(`brief-${version}`, buttons)],
    surfaceTag(incident, `brief-${version}`),
  );
}

function about(incident: Incident): readonly RichTextElement[] {
  const where = incident.channel ? [words(" · "), place(incident.channel)] : [];
  return [strong(`${marks(incident)}${reference(incident)}`), words(` (${incident.title})`), ...where];
}

function rolesButton(incident: Incident) {
  const value = writeButtonValue({ incident: incident.id, version: incident.version });
  return button("Roles", actionIds.roles, { value });
}
