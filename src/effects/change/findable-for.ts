import { approversNow } from "../../approval/policy.ts";
import type { ChangeRequest } from "../../approval/request.ts";
import type { FindGroups } from "../groups.ts";
import type { FindMembership } from "../membership.ts";
import type { ChangeShowContext } from "./change-show-context.ts";
import { peopleAmong } from "./people-among.ts";

/**
 * How many may decide, sooner or later, where these are too few. Undefined where somebody could not be looked up: then Slack may only not
 * let us look, as where nobody is found.
 */
export async function findableFor(
  request: ChangeRequest,
  { groups, membership }: Pick<ChangeShowContext, "groups" | "membership">,
): Promise<number | undefined> {
  const { needed, requester } = request;
  let isSure = true;
  const noticing: FindMembership = async (...asked) => {
    const found = await membership(...asked);
    if (found.kind === "unknown") isSure = false;
    return found;
  };
  const listing: FindGroups = (options) =>
    groups(options).catch((error: unknown) => {
      isSure = false;
      throw error;
    });
  const context = { groups: listing, membership: noticing };
  const now = await peopleAmong(approversNow(request), requester, needed.count, context);
  if (now.length >= needed.count) return undefined;
  const all = [...new Set([...needed.approvers, ...needed.thenAsk])];
  const { length } = await peopleAmong(all, requester, needed.count, context);
  return isSure && length > 0 && length < needed.count ? length : undefined;
}
