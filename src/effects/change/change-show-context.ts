import type { RequestEffect } from "../../approval/effect.ts";
import type { FreezeEffect } from "../../approval/freeze.ts";
import type { Catalog } from "../../catalog/types.ts";
import type { SlackCaller } from "../../clients/slack.ts";
import type { PersonId } from "../../incident/incident.ts";
import type { Queryable } from "../../store/pool.ts";
import type { Channels } from "../channels.ts";
import type { FindGroups } from "../groups.ts";
import type { FindMembership } from "../membership.ts";

/** What showing a change to people needs. */
export interface ChangeShowContext {
  readonly db: Queryable;
  readonly slack: SlackCaller;
  readonly channels: Channels;
  readonly catalog: () => Catalog;
  readonly membership: FindMembership;
  readonly groups: FindGroups;
  /** What the run of a request has printed so far in this process; empty when nothing runs here. */
  readonly printed: (request: string) => string;
  /** Draws a person's Home tab anew, if they looked at it lately. What goes wrong is only logged. */
  readonly refreshHome: (person: PersonId) => Promise<void>;
  readonly log: { info(details: object, message: string): void; warn(details: object, message: string): void };
}

/** What is owed of one request: `OwedOf<"tell-person">`. */
export interface OwedOf<Kind extends RequestEffect["kind"]> {
  readonly request: string;
  readonly effect: Extract<RequestEffect, { readonly kind: Kind }>;
}

/** The same of a freeze. */
export interface OwedOfFreeze<Kind extends FreezeEffect["kind"]> {
  readonly effect: Extract<FreezeEffect, { readonly kind: Kind }>;
}
