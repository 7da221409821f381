import { Fault } from "../../clients/fault.ts";
import type { PersonId } from "../../incident/incident.ts";
import { personId, teamOf, userOf } from "../../slack/person.ts";
import type { ChangeShowContext } from "./change-show-context.ts";

/**
 * Users who are named by these entries of the catalog, or in a group that is, without who asks. Guests, bots and people of other
 * workspaces are left out, and so is whoever comes after so many. Nobody, where Slack does not let us look: then the card alone asks.
 */
export async function peopleAmong(
  entries: readonly string[],
  requester: PersonId,
  most: number,
  { groups, membership }: Pick<ChangeShowContext, "groups" | "membership">,
): Promise<readonly string[]> {
  const named = entries.map((entry) => entry.replace(/^@/, ""));
  const people = named.filter((entry) => /^[UW][A-Z0-9]{6,}$/.test(entry));
  const users = new Set([...people, ...(await usersOfGroups(named, groups))]);
  users.delete(userOf(requester));
  const found: string[] = [];
  for (const user of users) {
    const one = await membership(personId(teamOf(requester), user), entries);
    if (one.kind === "member") found.push(user);
    if (found.length === most) break;
  }
  return found;
}

async function usersOfGroups(
  named: readonly string[],
  groups: ChangeShowContext["groups"],
): Promise<readonly string[]> {
  try {
    const found = (await groups()).filter(({ id, handle }) => named.includes(id) || named.includes(handle));
    return found.flatMap(({ users }) => users ?? []);
  } catch (error) {
    if (error instanceof Fault && error.retry.kind === "never") return [];
    throw error;
  }
}
