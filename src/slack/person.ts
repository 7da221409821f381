import type { PersonId } from "../incident/incident.ts";
import { pagerName } from "../incident/pager-person.ts";
import { escapeInline } from "./escape.ts";

/** `T0001/U0001`, from the two ids that Slack sends: the same user id of another workspace is somebody else. */
export function personId(team: string, user: string): PersonId {
  return `${team}/${user}`;
}

/** The Slack user id of a person, as `conversations.invite` wants it. */
export function userOf(person: PersonId): string {
  return person.slice(person.indexOf("/") + 1);
}

export function teamOf(person: PersonId): string {
  return person.slice(0, Math.max(0, person.indexOf("/")));
}

/** `<@U0001>`, for mrkdwn; somebody of whom only the pager knows is named by it. */
export function mention(person: PersonId): string {
  const name = pagerName(person);
  return name === undefined ? `<@${userOf(person)}>` : escapeInline(name);
}
