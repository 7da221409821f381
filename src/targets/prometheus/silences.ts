import { z } from "zod";
import type { HttpDoor } from "../../clients/http.ts";
import type { Refused, Site } from "../target.ts";
import { askServer } from "./ask-server.ts";
import { type Alert, readAlertmanagerAlerts } from "./list-alerts.ts";
import { notPrometheus } from "./read-result.ts";

export interface Matcher {
  readonly name: string;
  readonly value: string;
  readonly isRegex: boolean;
  readonly isEqual: boolean;
}

/** What makes one silence that one: found again by it when its id is not known. */
export interface SilenceFacts {
  readonly matchers: readonly Matcher[];
  /** ISO time. */
  readonly endsAt: string;
  readonly createdBy: string;
  readonly comment: string;
}

export interface KnownSilence extends SilenceFacts {
  readonly id: string;
  /** ISO time. */
  readonly startsAt: string;
  /** `active`, `pending`, `expired`. */
  readonly state: string;
}

/** The silence of these facts that has not expired; undefined when there is none. */
export async function findSilence(
  facts: SilenceFacts,
  door: HttpDoor,
  site: Site,
  signal: AbortSignal,
): Promise<Looked> {
  return findAmong((one) => one.state !== "expired" && isSame(one, facts), door, site, signal);
}

/** The silence of this id, over or not; undefined when Alertmanager knows none. */
export function silenceById(id: string, door: HttpDoor, site: Site, signal: AbortSignal): Promise<Looked> {
  return findAmong((one) => one.id === id, door, site, signal);
}

type Looked = { readonly kind: "looked"; readonly silence: KnownSilence | undefined } | Refused;

async function findAmong(
  isMeant: (silence: KnownSilence) => boolean,
  door: HttpDoor,
  site: Site,
  signal: AbortSignal,
): Promise<Looked> {
  const answer = await askServer({ server: "alertmanager", path: "/api/v2/silences" }, door, site, signal);
  if (answer.kind === "refused") return answer;
  const read = silences.safeParse(answer.value);
  if (!read.success) throw notPrometheus("silences");
  const known = read.data.map(({ status, ...rest }) => ({ ...rest, state: status.state }));
  return { kind: "looked", silence: known.find(isMeant) };
}

/** The alerts that matchers fit now: those that are not silenced yet, or those that are. */
export async function alertsMatching(
  matchers: readonly Matcher[],
  which: "told" | "silenced",
  door: HttpDoor,
  site: Site,
  signal: AbortSignal,
): Promise<{ readonly kind: "looked"; readonly alerts: readonly Alert[] } | Refused> {
  const parameters = [
    ...matchers.map((one) => ["filter", sayMatcher(one)] as const),
    [which === "told" ? "silenced" : "active", "false"] as const,
  ];
  const answer = await askServer({ server: "alertmanager", path: "/api/v2/alerts", parameters }, door, site, signal);
  return answer.kind === "refused" ? answer : { kind: "looked", alerts: readAlertmanagerAlerts(answer.value) };
}

/** `severity=~"page|warn"`, as Alertmanager writes it. */
export function sayMatcher({ name, value, isRegex, isEqual }: Matcher): string {
  const operator = `${isEqual ? (isRegex ? "=" : "") : "!"}${isRegex ? "~" : "="}`;
  return `${name}${operator}${JSON.stringify(value)}`;
}

const silences = z.array(
  z.object({
    id: z.string(),
    matchers: z.array(
      z.object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean().default(true) }),
    ),
    startsAt: z.string(),
    endsAt: z.string(),
    createdBy: z.string(),
    comment: z.string(),
    status: z.object({ state: z.string() }),
  }),
);

function isSame(one: SilenceFacts, other: SilenceFacts): boolean {
  const said = ({ matchers }: SilenceFacts) => matchers.map(sayMatcher).sort().join();
  return (
    said(one) === said(other) &&
    Date.parse(one.endsAt) === Date.parse(other.endsAt) &&
    one.createdBy === other.createdBy &&
    one.comment === other.comment
  );
}
