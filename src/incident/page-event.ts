import type { IncidentEvent } from "./event.ts";
import type { PersonId } from "./incident.ts";
import type { PageName, PageTarget, SentPage } from "./page.ts";
import type { LevelTerms } from "./terms.ts";

/** What has happened to the pages of an incident. */
export type PageEvent =
  | LevelCalled
  /** Somebody asked for it; those of clocks and of the declaration are owed without being asked for. */
  | {
      readonly kind: "page-asked";
      readonly by: PersonId;
      readonly page: PageName;
      readonly target: PageTarget;
      readonly text: string;
    }
  | {
      readonly kind: "page-sent";
      readonly page: PageName;
      readonly sent: Omit<SentPage, "at">;
      /** Tries that failed before. */
      readonly failures?: number | undefined;
    }
  | {
      readonly kind: "page-failed";
      readonly page: PageName;
      /** How often it has been tried. */
      readonly times: number;
      readonly reason: string;
      readonly remedy: string;
      readonly isFinal: boolean;
      /** Slack ids of people and groups to be mentioned, where the pager has failed them. */
      readonly mentions: readonly string[];
    }
  /** The pager said whom it calls, or why it cannot say. */
  | {
      readonly kind: "page-found";
      readonly dedupKey: string;
      readonly pagerId?: string | undefined;
      readonly url?: string | undefined;
      readonly people: readonly string[];
      readonly problem?: string | undefined;
    }
  /** In the pager, by somebody who was called. */
  | { readonly kind: "page-acknowledged"; readonly by: PersonId; readonly dedupKey: string }
  | { readonly kind: "page-resolved-there"; readonly by: PersonId; readonly dedupKey: string }
  /** What was resolved there goes on here. */
  | { readonly kind: "page-kept-open"; readonly by: PersonId }
  /** The pager has been told what has become of it here. */
  | { readonly kind: "page-settled"; readonly dedupKey: string; readonly as: "acknowledged" | "resolved" };

/** Somebody called the next level of the ladder before its time. */
export interface LevelCalled {
  readonly kind: "level-called";
  readonly by: PersonId;
  readonly level: LevelTerms;
}

export const isPageEvent = (event: IncidentEvent): event is PageEvent =>
  event.kind.startsWith("page-") || event.kind === "level-called";
