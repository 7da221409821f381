import type { z } from "zod";
import { duration } from "./duration.ts";
import { type DeepReadonly, list, mapping, name, oneOf, role, sentence, text, yesOrNo } from "./fields.ts";

/** A rung of the ladder: whom it calls, when, and what is announced. */
export const escalationLevel = mapping({
  name: name(),
  /** Time after declaration, `0m` is at once. Left out where the team has named none: then it is climbed by hand only. */
  after: duration().optional(),
  /** The level is skipped once the incident is this. */
  unless: oneOf(["acknowledged", "resolved"]),
  /** What a person may say to call this level before its time, such as `data loss`. */
  orWhen: sentence().optional(),
  /** Severities it applies to; empty means all. */
  severities: list(text("a level such as P1")).default([]),
  /** Roles of the service or of the organization. */
  page: list(role()).default([]),
  /** The sentence announced when the level is reached. */
  announce: sentence(),
  /** A customer-visible outage is declared at this level. */
  declaresOutage: yesOrNo().default(false),
}).transform(({ after, ...rest }): typeof rest & { afterMinutes?: number | undefined } => ({
  ...rest,
  afterMinutes: after,
}));

export type EscalationLevel = DeepReadonly<z.output<typeof escalationLevel>>;
