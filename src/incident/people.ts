import type { Incident, PersonId } from "./incident.ts";
import { pagerName } from "./pager-person.ts";

/** Whoever touched an incident belongs to it from then on; but those whom only the pager knows cannot come here. */
export const withPerson = (incident: Incident, person: PersonId): Incident =>
  incident.people.includes(person) || pagerName(person) !== undefined
    ? incident
    : { ...incident, people: [...incident.people, person] };
