import type { IncidentEvent } from "./event.ts";
import { settled } from "./evolve-clocks.ts";
import type { Incident, Instant } from "./incident.ts";
import type { PeopleEvent, StoryEvent } from "./owe-story.ts";
import { withPerson } from "./people.ts";
import { digestOf, placeOf } from "./timeline-message.ts";

/** What people and their messages change. */
export function evolveStory(next: Incident, event: StoryEvent | PeopleEvent, at: Instant): Incident {
  switch (event.kind) {
    case "timeline-entry-added":
    case "person-joined":
      return withPerson(next, event.by);
    case "role-left": {
      const left = { ...next, roles: { ...next.roles, [event.role]: undefined } };
      return event.role === "lead" ? { ...left, leadLeftAt: at } : left;
    }
    case "message-recorded":
    case "message-dropped":
      return { ...next, pins: pinsAfter(next.pins, event) };
    case "message-noticed":
    case "timeline-requested":
    case "lead-away":
      return next;
    case "incident-merged":
      return merged(next, event, at);
    case "duplicate-recorded":
      return event.people.reduce(withPerson, {
        ...next,
        duplicates: [...(next.duplicates ?? []), event.duplicate.id],
      });
  }
}

type Happened<K extends IncidentEvent["kind"]> = Extract<IncidentEvent, { kind: K }>;

function pinsAfter(
  pins: Incident["pins"],
  event: Happened<"message-recorded"> | Happened<"message-dropped">,
): Incident["pins"] {
  const place = placeOf(event.message);
  if (event.kind === "message-recorded") {
    return { ...pins, [place]: { digest: digestOf(event.message), isKept: event.isKept } };
  }
  return Object.fromEntries(Object.entries(pins ?? {}).filter(([known]) => known !== place));
}

/** It ends, and its words say where it goes on. */
function merged(incident: Incident, { by, into }: Happened<"incident-merged">, at: Instant): Incident {
  const text = `The same as INC-${into.number}: ${into.title}`;
  return {
    ...settled(withPerson(incident, by), "update", "lead", "acknowledge"),
    status: "resolved",
    resolvedAt: at,
    resolution: text,
    latestUpdate: { at, by, text },
    mergedInto: into,
  };
}
