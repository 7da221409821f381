import type { Membership } from "./request.ts";

/** "What cannot be looked up is a no, and is said": to the person themself. */
export function whyNot(membership: Exclude<Membership, { readonly kind: "member" }>): string {
  switch (membership.kind) {
    case "not-member":
      return `This does not count: you are ${membership.reason ?? "not one of those whom the catalog names for it"}.`;
    case "unknown":
      return `It could not be checked whether you may, so it does not count: ${membership.reason}. Press again in a moment.`;
  }
}
