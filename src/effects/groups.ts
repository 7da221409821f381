import type { SlackCaller } from "../clients/slack.ts";
import { remembering } from "./remembering.ts";

/** A user group of Slack, with its members. */
export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly users?: readonly string[] | undefined;
}

/** As Slack had them within the last minute; `fresh` asks it again. */
export type FindGroups = (options?: { readonly fresh?: boolean }) => Promise<readonly UserGroup[]>;

/** `now` in milliseconds. */
export function createGroups({ slack, now }: { readonly slack: SlackCaller; readonly now: () => number }): FindGroups {
  const groups = remembering(now, () =>
    slack.call("usergroups.list", { include_users: true }).then(({ usergroups }) => usergroups),
  );
  return ({ fresh = false } = {}) => groups("", fresh);
}
