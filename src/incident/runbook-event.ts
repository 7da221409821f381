import type { IncidentEvent } from "./event.ts";
import type { PersonId } from "./incident.ts";

/** What has happened with the runbooks of an incident. Titles are kept with it: the file may say something else later. */
export type RunbookEvent =
  | {
      readonly kind: "runbook-opened";
      readonly by: PersonId;
      readonly slug: string;
      readonly title: string;
      /** Of the text as it was read: what is ticked was ticked on this. */
      readonly hash: string;
      readonly page: number;
    }
  | { readonly kind: "runbook-turned"; readonly by: PersonId; readonly slug: string; readonly page: number }
  | {
      readonly kind: "step-ticked";
      readonly by: PersonId;
      readonly slug: string;
      readonly step: string;
      readonly title: string;
      /** What the person saw or did, in their words. */
      readonly evidence?: string | undefined;
    }
  | {
      readonly kind: "step-unticked";
      readonly by: PersonId;
      readonly slug: string;
      readonly step: string;
      readonly title: string;
    }
  | {
      readonly kind: "variables-filled";
      readonly by: PersonId;
      readonly slug: string;
      readonly title: string;
      /** By name; an empty text takes a value back. */
      readonly values: Readonly<Record<string, string>>;
    };

const kinds: ReadonlySet<string> = new Set<RunbookEvent["kind"]>([
  "runbook-opened",
  "runbook-turned",
  "step-ticked",
  "step-unticked",
  "variables-filled",
]);

export const isRunbookEvent = (event: IncidentEvent): event is RunbookEvent => kinds.has(event.kind);
