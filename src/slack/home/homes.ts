import type { KnownBlock } from "@slack/types";
import type { Catalog } from "../../catalog/types.ts";
import type { SlackCaller } from "../../clients/slack.ts";
import type { PersonId } from "../../incident/incident.ts";
import { listDueOf } from "../../store/list-due.ts";
import { listIncidents } from "../../store/list-incidents.ts";
import type { Pool } from "../../store/pool.ts";
import { requestsAskedOf } from "../../store/requests-asked.ts";
import { userOf } from "../person.ts";
import { mostDue } from "./due-for-me.ts";
import { homeView } from "./home-view.ts";
import { mostOpen } from "./open-incidents.ts";

/** The Home tabs of people. Slack tells when somebody opens theirs, so each drawing is what was true at that moment. */
export interface Homes {
  show(
    person: PersonId,
    options: { readonly service?: string | undefined; readonly notice?: readonly KnownBlock[] },
  ): Promise<void>;
  showTurnedAway(person: PersonId, sentence: string): Promise<void>;
  /**
   * Draws it anew for somebody who has just done something, or for whom others have, if they looked at it lately. What goes wrong is
   * only logged.
   */
  refresh(person: PersonId): Promise<void>;
}

export interface HomesParts {
  readonly pool: Pool;
  readonly catalog: () => Catalog;
  readonly slack: SlackCaller;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: { warn(details: object, message: string): void };
}

const rememberMs = 30 * 60_000;
const mostMine = 100;

export function createHomes({ pool, catalog, slack, now, log }: HomesParts): Homes {
  const lookedAt = new Map<PersonId, { readonly service: string | undefined; readonly atMs: number }>();

  const turns = new Map<PersonId, Promise<void>>();

  /** One drawing after the other, so that an older one never covers a newer. */
  const inTurn = (person: PersonId, draw: () => Promise<void>): Promise<void> => {
    const drawn = (turns.get(person) ?? Promise.resolve()).catch(() => undefined).then(draw);
    turns.set(person, drawn);
    const forget = (): void => {
      if (turns.get(person) === drawn) turns.delete(person);
    };
    drawn.then(forget, forget);
    return drawn;
  };

  const publish = async (person: PersonId, view: object): Promise<void> => {
    await slack.call("views.publish", { user_id: userOf(person), view });
  };

  const draw = async (person: PersonId, service: string | undefined, notice: readonly KnownBlock[]): Promise<void> => {
    const [open, mine, due, asked] = await Promise.all([
      listIncidents(pool, { viewer: person, limit: mostOpen + 1, filter: { status: "open", service } }),
      listIncidents(pool, { viewer: person, limit: mostMine, filter: { status: "open", isMine: true } }),
      listDueOf(pool, person, mostDue),
      requestsAskedOf(pool, userOf(person)),
    ]);
    const drawnAt = new Date(now()).toISOString();
    await publish(
      person,
      homeView.view({ viewer: person, open, mine, due, asked, service, notice, catalog: catalog(), now: drawnAt }),
    );
  };

  const show: Homes["show"] = (person, { service, notice = [] }) => {
    lookedAt.set(person, { service, atMs: now() });
    return inTurn(person, () => draw(person, service, notice));
  };

  return {
    show,
    showTurnedAway: (person, sentence) => inTurn(person, () => publish(person, homeView.turnedAway(sentence))),
    async refresh(person) {
      for (const [one, { atMs }] of lookedAt) if (now() - atMs > rememberMs) lookedAt.delete(one);
      const looked = lookedAt.get(person);
      if (!looked) return;
      await show(person, { service: looked.service }).catch((err: unknown) =>
        log.warn({ err }, "could not draw a Home tab anew"),
      );
    },
  };
}
