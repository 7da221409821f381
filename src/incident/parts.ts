import type { Part } from "./incident.ts";
import type { Terms } from "./terms.ts";

/** What will be shown of a new incident. A drill pages nobody; a private incident is announced nowhere. */
export function partsOf(asked: {
  readonly terms: Terms;
  readonly isPrivate: boolean;
  readonly hasLinks: boolean;
}): readonly Part[] {
  const announcement: Part[] = asked.isPrivate ? [] : ["announcement"];
  const bookmarks: Part[] = asked.hasLinks ? ["bookmarks"] : [];
  return [...pageAnew(asked.terms), "channel", "card", "pin", ...announcement, "topic", ...bookmarks, "invitations"];
}

export const pageAnew = ({ calls }: Terms): readonly Part[] => (calls ? ["page"] : []);
