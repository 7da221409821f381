import type { Membership } from "./request.ts";

type NotMember = Exclude<Membership, { readonly kind: "member" }>;

const unnamed = "not one of those whom the catalog names for it";

/** "What cannot be looked up is a no, and is said": to the person themself. */
export function whyNot(membership: NotMember): string {
  switch (membership.kind) {
    case "not-member":
      return `This does not count: you are ${membership.reason ?? unnamed}.`;
    case "unknown":
      return `It could not be checked whether you may, so it does not count: ${membership.reason}. Press again in a moment.`;
  }
}

/** The same of somebody who was one when they agreed. */
export const whyNoMore = (membership: NotMember): string =>
  membership.kind === "not-member" ? `By now you are ${membership.reason ?? unnamed}.` : whyNot(membership);
