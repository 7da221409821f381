import type { Incident, PersonId } from "./incident.ts";

/** Whoever touched an incident belongs to it from then on. */
export const withPerson = (incident: Incident, person: PersonId): Incident =>
  incident.people.includes(person) ? incident : { ...incident, people: [...incident.people, person] };
