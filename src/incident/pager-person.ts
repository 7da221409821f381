import type { PersonId } from "./incident.ts";

const pager = "pagerduty/";

/** Somebody whom the pager names, and of whom we do not know who they are here. */
export const pagerPerson = (name: string): PersonId => `${pager}${name}`;

/** The name of such a person; undefined for everybody of the workspace. */
export function pagerName(person: PersonId): string | undefined {
  return person.startsWith(pager) ? person.slice(pager.length) : undefined;
}
