import { Temporal } from "temporal-polyfill";
import type { DeployFreeze, MaintenanceWindow } from "./change-windows.ts";
import { lastRun, nextRun } from "./cron.ts";
import type { Organization, Service } from "./types.ts";

/** ISO 8601 in UTC. */
type Instant = string;

/** A window or a freeze as it stands at a moment. */
interface Standing {
  readonly name: string;
  readonly until: Instant;
  readonly timeZone: string;
}

/** What a moment means for changes. */
export interface ChangeTimes {
  /** The maintenance window that is open; of several the one that ends last. */
  readonly open?: Standing | undefined;
  /** Why a change needs one more approver at this moment: a sentence each. However many there are, it is one more. */
  readonly oneMore: readonly string[];
  /** Those of them that tell of a deploy freeze. */
  readonly freezes: readonly string[];
  /** Why nothing may be changed at all at this moment, and until when. */
  readonly refused?: string | undefined;
}

/**
 * Maintenance windows are the service's own, or the organization's where the service names none for the environment; where neither
 * names one, every time is as good as another. Deploy freezes of both hold.
 */
export function changeTimes(
  organization: Organization,
  service: Service,
  environment: string,
  now: Instant,
): ChangeTimes {
  const here = <Timed extends { readonly environments: readonly string[] }>(all: readonly Timed[]) =>
    all.filter(({ environments }) => environments.length === 0 || environments.includes(environment));
  const own = here(service.maintenanceWindows);
  const windows = own.length > 0 ? own : here(organization.maintenanceWindows);
  const open = lastToEnd(windows.flatMap((window) => standing(window, { kind: "recurring", ...window }, now)));
  const freezes = here([...organization.deployFreezes, ...service.deployFreezes]).flatMap((freeze) =>
    standing(freeze, freeze.when, now).map((one) => ({ ...one, freeze })),
  );
  const frozen = freezes.map((one) => `${sayFreeze(one)}: one more approver.`);
  const refusing = lastToEnd(freezes.filter(({ freeze }) => freeze.changes === "refused"));
  return {
    open,
    oneMore: [...(windows.length > 0 && !open ? [sayOutside(windows, now)] : []), ...frozen],
    freezes: frozen,
    refused: refusing && `${sayFreeze(refusing)}: nothing is changed before it ends.`,
  };
}

/** `2026-11-30 08:00 (Europe/Lisbon)`: as the clocks of those show it who wrote the window. */
function clockOf(at: Instant, timeZone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return `${local.toString({ smallestUnit: "minute" }).replace("T", " ")} (${timeZone})`;
}

type When = DeployFreeze["when"] | { readonly kind: "recurring"; readonly cron: string; readonly minutes: number };

/** It, with its end, while it stands. */
function standing(
  { name, timeZone }: { readonly name: string; readonly timeZone: string },
  when: When,
  now: Instant,
): readonly Standing[] {
  const span = when.kind === "once" ? onceAt(when, timeZone) : lastSpan(when, timeZone, now);
  const isNow = span && Date.parse(span.from) <= Date.parse(now) && Date.parse(now) < Date.parse(span.until);
  return isNow ? [{ name, until: span.until, timeZone }] : [];
}

/** Of a time that the clocks show twice or never, what makes the freeze longer. */
const onceAt = ({ from, until }: Extract<When, { readonly kind: "once" }>, timeZone: string) => ({
  from: instantOf(from, timeZone, "earlier"),
  until: instantOf(until, timeZone, "later"),
});

const instantOf = (local: string, timeZone: string, disambiguation: "earlier" | "later"): Instant =>
  written(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone, { disambiguation }));

function lastSpan({ cron, minutes }: Extract<When, { readonly kind: "recurring" }>, timeZone: string, now: Instant) {
  const from = lastRun({ cron, timeZone }, now);
  if (from === undefined) return undefined;
  const days = Math.floor(minutes / dayMinutes);
  const ends = Temporal.Instant.from(from)
    .toZonedDateTimeISO(timeZone)
    .add({ days, minutes: minutes % dayMinutes });
  return { from, until: written(ends) };
}

const dayMinutes = 24 * 60;

const written = (at: Temporal.ZonedDateTime): Instant => at.toInstant().toString({ fractionalSecondDigits: 3 });

function sayOutside(windows: readonly MaintenanceWindow[], now: Instant): string {
  const coming = windows.flatMap((window) => {
    const at = nextRun(window, now);
    return at === undefined ? [] : [{ window, at }];
  });
  const next = coming.reduce<(typeof coming)[number] | undefined>(
    (first, one) => (first && first.at <= one.at ? first : one),
    undefined,
  );
  const when = next ? `; the next, ${next.window.name}, begins ${clockOf(next.at, next.window.timeZone)}` : "";
  return `Outside the maintenance windows${when}: one more approver.`;
}

const sayFreeze = ({ name, until, timeZone, freeze }: Standing & { readonly freeze: DeployFreeze }): string =>
  `Deploy freeze ${name} until ${clockOf(until, timeZone)}, ${freeze.reason}`;

const lastToEnd = <One extends Standing>(all: readonly One[]): One | undefined =>
  all.reduce<One | undefined>((last, one) => (last && last.until >= one.until ? last : one), undefined);
