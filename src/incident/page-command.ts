import type { PersonId } from "./incident.ts";
import type { PageName, PageTarget, SentPage } from "./page.ts";

/** Calls somebody by hand. */
export interface AskPage {
  readonly kind: "page";
  /** Whoever is on call for the incident's own service, if absent. */
  readonly target?: PageTarget | undefined;
  /** What they are told; the incident's title when empty. */
  readonly text: string;
}

/** Calls the next level of the ladder, or a named one, before its time. */
export interface Escalate {
  readonly kind: "escalate";
  readonly level?: string | undefined;
}

/** It was resolved in the pager, and is not over here. */
export interface KeepOpen {
  readonly kind: "keep-open";
}

/** What became of pages, come back from the pager or its webhooks. */
export type PageOutcome =
  | { readonly kind: "record-page-sent"; readonly page: PageName; readonly sent: Omit<SentPage, "at"> }
  | {
      readonly kind: "record-page-failed";
      readonly page: PageName;
      readonly times: number;
      readonly reason: string;
      readonly remedy: string;
      readonly isFinal: boolean;
      readonly mentions: readonly string[];
    }
  | {
      readonly kind: "record-page-found";
      readonly dedupKey: string;
      readonly pagerId?: string | undefined;
      readonly url?: string | undefined;
      readonly people: readonly string[];
      /** Looked up, not told: a webhook that has come meanwhile knows better. */
      readonly isLookedUp: boolean;
      readonly problem?: string | undefined;
    }
  | { readonly kind: "record-page-acknowledged"; readonly dedupKey: string; readonly by: PersonId }
  | { readonly kind: "record-page-resolved"; readonly dedupKey: string; readonly by: PersonId }
  | { readonly kind: "record-page-settled"; readonly dedupKey: string; readonly as: "acknowledged" | "resolved" };
