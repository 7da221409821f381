import type { Effect } from "./effect.ts";
import type { IncidentEvent } from "./event.ts";
import type { Incident } from "./incident.ts";

/** Events of people who change what others see. */
export type PeopleEvent = Extract<
  IncidentEvent,
  { readonly kind: "role-left" | "timeline-entry-added" | "incident-merged" | "duplicate-recorded" }
>;

/** Events that are nothing to look at in the channel. */
export type StoryEvent = Extract<
  IncidentEvent,
  {
    readonly kind:
      | "person-joined"
      | "lead-away"
      | "message-noticed"
      | "message-recorded"
      | "message-dropped"
      | "timeline-requested";
  }
>;

export function storyEffects(incident: Incident, event: StoryEvent, version: number): readonly Effect[] {
  switch (event.kind) {
    case "person-joined":
      return incident.channel ? [{ kind: "invite", people: [event.by] }] : [];
    case "lead-away":
      return [{ kind: "show", surface: `brief-${version}` }];
    case "message-noticed":
      return [{ kind: "read-message", message: event.message, by: event.by }];
    case "message-recorded":
      return [{ kind: "mark-message", message: event.message }];
    case "message-dropped":
      return event.reason === "unmarked" ? [{ kind: "mark-message", message: event.message }] : [];
    case "timeline-requested":
      return [{ kind: "send-timeline", to: event.by, version }];
  }
}
