import type { KnownBlock, PlainTextOption } from "@slack/types";
import type { Service } from "../../catalog/types.ts";
import type { Incident } from "../../incident/incident.ts";
import { context, option, plain, section } from "../blocks.ts";
import type { OnCallShown } from "../on-call-shown.ts";
import { personId } from "../person.ts";
import { line, numbered, richText, strong, words } from "../rich-text.ts";
import { chosenIn, fieldOf, input, select, textInput, textOf, usersSelect } from "./form.ts";
import { type IncidentModal, incidentModal } from "./incident-modal.ts";

const blocks = { whom: "whom", person: "person", text: "text" } as const;

const onCallValue = "on-call";

/** Shows who is on call at each level before anybody is woken; what PagerDuty takes long to say comes in while the form is open. */
export const pageModal: IncidentModal = {
  view(data) {
    const { incident, service, prefill } = data;
    const shown = prefill?.modal === "page" ? prefill.onCall : undefined;
    const drill = incident.isDrill ? [context(plain("🚧 This is a drill: nobody is called."))] : [];
    return incidentModal("page", { title: "Page", submit: "Page" }, data, [
      ...drill,
      whoIsOnCall(shown ?? { kind: "looking" }),
      input(blocks.whom, "Whom?", select(targets(incident, service), onCallValue)),
      input(blocks.person, "Or one person", usersSelect(undefined), {
        isOptional: true,
        hint: "Called in place of the choice above, by the e-mail address that Slack and PagerDuty share.",
      }),
      input(blocks.text, "What are they told?", textInput({ isMultiline: true, maxLength: 500 }), {
        isOptional: true,
        hint: "The incident's title when left empty.",
      }),
    ]);
  },
  read(values, incident, team) {
    const text = textOf(values, blocks.text);
    const user = fieldOf(values, blocks.person).selected_user;
    if (user)
      return { kind: "ask", ask: { kind: "page", target: { kind: "person", person: personId(team, user) }, text } };
    const whom = chosenIn(values, blocks.whom);
    if (!whom || whom === onCallValue) return { kind: "ask", ask: { kind: "page", text } };
    const level = /^level-(\d+)$/.exec(whom)?.[1];
    const named = level === undefined ? undefined : incident.terms.levels[Number(level)]?.name;
    return named === undefined
      ? { kind: "errors", errors: { [blocks.whom]: "This level is no longer there. Choose again." } }
      : { kind: "ask", ask: { kind: "escalate", level: named } };
  },
  blockOf: () => blocks.whom,
};

function targets(incident: Incident, service: Service | undefined): readonly PlainTextOption[] {
  const name = service?.name ?? incident.service;
  const levels = incident.terms.levels.flatMap((level, index) => {
    if (incident.reached.some((one) => one.name === level.name)) return [];
    const people = level.page.map((callee) => callee.name).join(", ");
    return [option(level.name, `level-${index}`, people || level.announce)];
  });
  return [option(`On-call of ${name}`, onCallValue), ...levels];
}

function whoIsOnCall(shown: OnCallShown): KnownBlock {
  switch (shown.kind) {
    case "looking":
      return section(plain("⏳ Asking PagerDuty who is on call…"));
    case "unknown":
      return section(plain(`⚠️ ${shown.reason}`));
    case "known": {
      const { levels } = shown;
      if (levels.length === 0) return section(plain("⚠️ PagerDuty names nobody who is on call now."));
      const names = levels.map(({ people }) => line(words(people.join(", ") || "nobody")));
      return richText(line(strong("On call now"), words(", called in this order")), numbered(names));
    }
  }
}
