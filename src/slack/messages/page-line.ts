import type { RichTextElement } from "@slack/types";
import type { RecordedEvent } from "../../incident/event.ts";
import type { Incident } from "../../incident/incident.ts";
import type { PageName } from "../../incident/page.ts";
import type { PageEvent } from "../../incident/page-event.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button } from "../blocks.ts";
import { writeButtonValue } from "../button-value.ts";
import { line, quote, richText, strong, who, words } from "../rich-text.ts";
import { reference } from "./labels.ts";
import { type Message, message, surfaceTag } from "./message.ts";
import { sentence } from "./page-words.ts";

/** What the incident channel is told of a page. Undefined where the card says enough. */
export function pageLine(incident: Incident, event: PageEvent, { version, at }: RecordedEvent): Message | undefined {
  const said = elements(incident, event, at);
  if (!said) return undefined;
  const text = event.kind === "page-asked" && event.text ? [quote(event.text)] : [];
  const isAsked = event.kind === "page-resolved-there" && isStillAsked(incident, version);
  const blocks = [richText(line(...said), ...text), ...(isAsked ? [question(incident, version)] : [])];
  return message([words(`${reference(incident)}: `), ...said], blocks, surfaceTag(incident, `event-${version}`));
}

function elements(
  { isDrill, acknowledged }: Incident,
  event: PageEvent,
  at: string,
): readonly RichTextElement[] | undefined {
  switch (event.kind) {
    case "page-asked":
      return [words("📟 "), who(event.by), words(" pages "), ...whom(event.page), ...drill(isDrill)];
    case "level-called": {
      const called = event.level.page.map(({ name }) => name).join(", ");
      const names = called ? [words(": "), strong(called)] : [];
      return [
        words("⏫ "),
        who(event.by),
        words(` calls the level “${event.level.name}”`),
        ...names,
        ...drill(isDrill),
      ];
    }
    case "page-sent":
      if (!event.failures) return undefined;
      return [words("📟 The page of "), ...whom(event.page), words(" got through after all.")];
    case "page-failed":
      return failed(event);
    case "page-acknowledged":
      // The line about the incident says it.
      if (acknowledged?.at === at) return undefined;
      return [words("📟 "), who(event.by), words(" answered the page.")];
    case "page-resolved-there":
      return [words("📟 "), who(event.by), words(" resolved the page in PagerDuty. Is the incident over?")];
    case "page-kept-open":
      return [words("📟 "), who(event.by), words(" keeps the incident open.")];
    case "page-found":
    case "page-settled":
      return undefined;
  }
}

const drill = (isDrill: boolean): readonly RichTextElement[] =>
  isDrill ? [words(" – a drill: nobody is called.", { italic: true })] : [];

const whom = ({ person, whom: name }: PageName): readonly RichTextElement[] => [person ? who(person) : strong(name)];

function failed(event: Extract<PageEvent, { kind: "page-failed" }>): readonly RichTextElement[] {
  const goesOn = event.isFinal ? "" : " It is tried again until it gets through.";
  return [
    words("⚠️ "),
    strong("The page does not get through"),
    words(" to "),
    ...whom(event.page),
    words(`: ${sentence(event.reason)}${goesOn} ${event.remedy}`),
    ...event.mentions.flatMap((id) => [words(" "), mentioned(id)]),
  ];
}

const mentioned = (id: string): RichTextElement =>
  id.startsWith("S") ? { type: "usergroup", usergroup_id: id } : { type: "user", user_id: id };

const isStillAsked = ({ resolveAsked }: Incident, version: number): boolean =>
  resolveAsked?.version === version && resolveAsked.answered === undefined;

function question(incident: Incident, version: number) {
  const value = writeButtonValue({ incident: incident.id, version: incident.version });
  return actions(`resolved-there-${version}`, [
    button("Resolve", actionIds.resolve, { value, style: "primary" }),
    button("Keep open", actionIds.keepOpen, { value }),
  ]);
}
