import type { Catalog } from "../catalog/types.ts";
import type { SlackCaller } from "../clients/slack.ts";
import type { TypedRuns } from "../effects/change/typed-runs.ts";
import type { Handle } from "../handle.ts";
import type { HandleCheck } from "../handle-check.ts";
import type { HandleFreeze } from "../handle-freeze.ts";
import type { HandleRequest } from "../handle-request.ts";
import type { PersonId } from "../incident/incident.ts";
import type { Shelf } from "../shelf.ts";
import type { Pool } from "../store/pool.ts";
import type { TimeScale } from "../store/time-scale.ts";
import type { Ask } from "./grammar/reading.ts";
import type { Homes } from "./home/homes.ts";
import type { AskOnCall } from "./on-call-shown.ts";
import type { People, Standing } from "./people.ts";
import { teamOf, userOf } from "./person.ts";

/** What listeners answer with. */
export interface SlackContext {
  readonly handle: Handle;
  readonly handleCheck: Pick<HandleCheck, "tick">;
  readonly handleRequest: HandleRequest;
  readonly handleFreeze: HandleFreeze;
  /** Runs an approved change with the secret values that were just typed for it: at once, from memory. */
  readonly runTyped: TypedRuns["begin"];
  readonly pool: Pool;
  /** How the time of incidents runs. */
  readonly time: TimeScale;
  readonly catalog: () => Catalog;
  readonly runbooks: Shelf;
  /** For a waiting person: no second try. */
  readonly slack: SlackCaller;
  readonly people: People;
  readonly homes: Homes;
  readonly askOnCall: AskOnCall;
}

/**
 * The sentence that turns somebody away, if they may not act. Whoever cannot be looked up may still declare: an incident must
 * not wait for Slack.
 */
export async function turnedAway(
  { people }: SlackContext,
  person: PersonId,
  isDeclaring = false,
): Promise<string | undefined> {
  const standing: Standing = await people.standingOf(teamOf(person), userOf(person));
  switch (standing.kind) {
    case "member":
      return undefined;
    case "refused":
      return standing.sentence;
    case "unknown":
      return isDeclaring ? undefined : standing.sentence;
  }
}

/** Why the person named in an act cannot be given it, such as a guest made lead. Whoever cannot be looked up is believed. */
export async function unfit({ people }: SlackContext, ask: Ask, by: PersonId): Promise<string | undefined> {
  if (ask.kind !== "assign-role" || ask.person === by) return undefined;
  const standing = await people.standingOf(teamOf(ask.person), userOf(ask.person));
  return standing.kind === "refused" ? `They cannot take the ${ask.role}. ${standing.sentence}` : undefined;
}
