import { Fault, type Retry } from "../clients/fault.ts";
import type { SlackCaller } from "../clients/slack.ts";
import type { SlackUser } from "../clients/slack-methods.ts";
import type { PersonId } from "../incident/incident.ts";
import { oneLine } from "../incident/text.ts";
import { teamOf, userOf } from "../slack/person.ts";
import { createGroups } from "./groups.ts";
import { remembering } from "./remembering.ts";

/**
 * Whether somebody is one of these. What cannot be looked up is a no, and is said. Why somebody is none follows "you are", said to
 * themselves, or "they are", said to others.
 */
export type Membership =
  /** `as`: who they are believed to be, for the audit: `Ada Okafor, in podcast-leads`. */
  | { readonly kind: "member"; readonly as: string }
  | { readonly kind: "not-member"; readonly reason: string }
  /** `retry`: whether Slack may say it when it is asked again. */
  | { readonly kind: "unknown"; readonly reason: string; readonly retry?: Retry | undefined };

/** `entries`: user groups by handle or id, and people by id, as the catalog writes them. `fresh` asks Slack again. */
export type FindMembership = (
  person: PersonId,
  entries: readonly string[],
  options?: { readonly fresh?: boolean },
) => Promise<Membership>;

interface MembershipParts {
  readonly slack: SlackCaller;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * Full members of this workspace who are named, or in a group that is named. Bots, guests, deactivated accounts and people of other
 * workspaces never are, whatever group they are in.
 */
export function createMembership({ slack, now }: MembershipParts): FindMembership {
  const home = remembering(now, () => slack.call("auth.test", {}).then(({ team_id }) => team_id));
  const users = remembering(now, (user) => slack.call("users.info", { user }).then((answer) => answer.user));
  const groups = createGroups({ slack, now });
  return async (person, entries, { fresh = false } = {}) => {
    try {
      const [team, user] = await Promise.all([home("", false), users(userOf(person), fresh)]);
      const stranger = whyNever(user, teamOf(person), team);
      if (stranger) return { kind: "not-member", reason: stranger };
      const named = entries.map((entry) => entry.replace(/^@/, ""));
      const as = (why: string): string => oneLine(`${user.real_name || user.name || user.id}, ${why}`);
      if (named.includes(user.id)) return { kind: "member", as: as("named in the catalog") };
      const wanted = named.filter((entry) => !/^[UW][A-Z0-9]{6,}$/.test(entry));
      const known = wanted.length === 0 ? [] : await groups({ fresh });
      const found = known.filter(({ id, handle }) => wanted.includes(id) || wanted.includes(handle));
      const own = found.filter((group) => group.users?.includes(user.id)).map(({ handle }) => handle);
      if (own.length > 0) return { kind: "member", as: as(`in ${own.join(", ")}`) };
      return { kind: "not-member", reason: notAmong(named, wanted, found) };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.code === "user_not_found") return { kind: "not-member", reason: "nobody whom Slack knows here" };
      const reason = [error.message, error.advice].filter(Boolean).join(". ");
      return { kind: "unknown", reason, retry: error.retry };
    }
  };
}

function whyNever(user: SlackUser, team: string, home: string): string | undefined {
  if (team !== home || user.is_stranger || (user.team_id !== undefined && user.team_id !== home))
    return "of another workspace, and its people never count";
  if (user.deleted) return "deactivated in Slack";
  if (user.is_bot) return "a bot, and bots never count";
  return user.is_restricted || user.is_ultra_restricted ? "a guest, and guests never count" : undefined;
}

function notAmong(
  named: readonly string[],
  wanted: readonly string[],
  found: readonly { readonly id: string; readonly handle: string }[],
): string {
  const lacking = wanted.filter((entry) => !found.some(({ id, handle }) => id === entry || handle === entry));
  const unknown = lacking.length > 0 ? `; Slack has no user group ${lacking.join(", ")}` : "";
  return `not one of ${named.join(", ")}${unknown}`;
}
