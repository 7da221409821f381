import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "../clients/fault.ts";
import type { SlackCaller } from "../clients/slack.ts";
import type { SlackUser } from "../clients/slack-methods.ts";

/** Whether somebody may act here. `unknown`: Slack would not say; the sentence tells the person so. */
export type Standing =
  | { readonly kind: "member" }
  | { readonly kind: "refused"; readonly sentence: string }
  | { readonly kind: "unknown"; readonly sentence: string };

export interface People {
  /** Answers within a second, from memory where it can: a person waits for it. */
  standingOf(team: string, user: string): Promise<Standing>;
}

export interface PeopleParts {
  readonly slack: SlackCaller;
  readonly now: () => number;
  readonly log: { warn(details: object, message: string): void };
}

const patienceMs = 1000;
const rememberMs = 10 * 60_000;

/** Full members of the workspace the app is installed in. Bots, guests and people of other workspaces are turned away. */
export function createPeople({ slack, now, log }: PeopleParts): People {
  const known = new Map<string, { readonly until: number; readonly standing: Standing }>();
  let home: string | undefined;

  async function lookUp(team: string, user: string): Promise<Standing> {
    const [own, { user: found }] = await Promise.all([
      home ?? slack.call("auth.test", {}).then((answer) => answer.team_id),
      slack.call("users.info", { user }),
    ]);
    home = own;
    return team === own ? judge(found, own) : stranger;
  }

  return {
    async standingOf(team, user) {
      if (home !== undefined && team !== home) return stranger;
      const key = `${team}/${user}`;
      const remembered = known.get(key);
      if (remembered && remembered.until > now()) return remembered.standing;
      const standing = await within(
        lookUp(team, user).catch((error: unknown) => {
          if (!(error instanceof Fault)) throw error;
          log.warn({ err: error, user }, "could not look up a person");
          return unknownBecause(error);
        }),
      );
      if (standing.kind !== "unknown") known.set(key, { until: now() + rememberMs, standing });
      return standing;
    },
  };
}

const refused = (sentence: string): Standing => ({ kind: "refused", sentence });

const stranger = refused(
  "Only people of this workspace can act on its incidents. Ask somebody of the team in this channel.",
);
const guest = refused("Guests cannot act on incidents. Ask a full member of this workspace to do it.");
const bot = refused("Bots cannot act on incidents; a person has to.");
const gone = refused("This account is deactivated and cannot act on incidents.");

function judge(user: SlackUser, home: string): Standing {
  if (user.is_stranger || (user.team_id !== undefined && user.team_id !== home)) return stranger;
  if (user.deleted) return gone;
  if (user.is_bot) return bot;
  return user.is_restricted || user.is_ultra_restricted ? guest : { kind: "member" };
}

function unknownBecause(fault: Fault): Standing {
  // A Slack without users.info has no guests to tell apart; refusing everybody would protect nothing.
  if (fault.code === "unknown_method") return { kind: "member" };
  if (fault.code === "user_not_found") return refused("Slack knows no such person in this workspace.");
  return unknown(fault.message, fault.advice);
}

function unknown(reason: string, advice = "Try again in a moment."): Standing {
  return { kind: "unknown", sentence: `I could not check who you are: ${reason}. Nothing was done. ${advice}` };
}

/** The call goes on when patience ends; the next question finds its answer. */
function within(standing: Promise<Standing>): Promise<Standing> {
  const waiting = new AbortController();
  const late = pause(patienceMs, unknown("Slack did not answer in time"), { signal: waiting.signal, ref: false });
  return Promise.race([standing, late]).finally(() => {
    late.catch(() => undefined);
    waiting.abort();
  });
}
