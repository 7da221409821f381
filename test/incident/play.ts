import type { Catalog, EscalationLevel, Severity } from "../../src/catalog/types.ts";
import { type Clock, type ClockKey, clocksOf, nextStrike } from "../../src/incident/clock.ts";
import type { Command, IncidentCommand } from "../../src/incident/command.ts";
import { decide } from "../../src/incident/decide.ts";
import type { Decision } from "../../src/incident/decision.ts";
import type { ClockStruck, IncidentEvent } from "../../src/incident/event.ts";
import { evolve } from "../../src/incident/evolve.ts";
import type { Incident } from "../../src/incident/incident.ts";
import { addMinutes } from "../../src/incident/instant.ts";
import { ana, catalog, id, now as start } from "./scenario.ts";

type Asked<K> = K extends { readonly kind: string } ? Omit<K, "incident"> : never;

export interface Played {
  /** Asks something so many minutes after the declaration. Throws when it is refused. */
  at(minutes: number, command: Asked<IncidentCommand>): Played;
  /** From now on the catalog is another. */
  adopt(catalog: Catalog): Played;
  /** The words of a refusal, empty if it was accepted. */
  refusedAt(minutes: number, command: Asked<IncidentCommand>): string;
  /** Ticks then. Returns what struck. */
  tick(minutes: number): readonly ClockStruck[];
  /** Names of what struck: `update 1`, `level:CTO 1`. */
  strikes(minutes: number): readonly string[];
  clock(key: ClockKey): Clock | undefined;
  /** Minutes from the declaration to what a clock promises, and to its next strike. */
  due(key: ClockKey): number | undefined;
  striking(key: ClockKey): number | undefined;
  /** Minutes from the declaration to the next strike of any. */
  next(): number | undefined;
  incident(): Incident;
  readonly events: readonly IncidentEvent[];
}

export const minute = (minutes: number): string => addMinutes(start, minutes);

const minutesOf = (at: string | undefined): number | undefined =>
  at === undefined ? undefined : (Date.parse(at) - Date.parse(start)) / 60_000;

interface How {
  readonly catalog?: Catalog;
  readonly isDrill?: boolean;
  readonly severity?: string;
}

/** Plays an incident from its declaration, with the clock in the hand of the test. */
export function play(how: How = {}): Played {
  const held = { catalog: how.catalog ?? catalog };
  let incident: Incident | undefined;
  const events: IncidentEvent[] = [];
  const run = (minutes: number, command: Command): Decision => {
    const facts = { now: minute(minutes), catalog: held.catalog, since: [], newId: id, newNumber: 7 };
    const decision = decide(incident, command, facts);
    if (decision.kind === "refused") return decision;
    for (const event of decision.events) {
      incident = evolve(incident, { version: (incident?.version ?? 0) + 1, at: minute(minutes), event });
      events.push(event);
    }
    return decision;
  };
  const accepted = (decision: Decision): readonly IncidentEvent[] => {
    if (decision.kind === "refused") throw new Error(decision.refusal.text);
    return decision.events;
  };
  const current = (): Incident => {
    if (!incident) throw new Error("nothing was declared");
    return incident;
  };
  const { isDrill = false, severity = "P1" } = how;
  const words = { title: "API down", service: "podcast-analytics", isPrivate: false } as const;
  accepted(run(0, { kind: "declare", by: ana, ...words, isDrill, severity }));
  const played: Played = {
    events,
    at(minutes, command) {
      accepted(run(minutes, { ...command, incident: id }));
      return played;
    },
    adopt(next) {
      held.catalog = next;
      return played;
    },
    refusedAt(minutes, command) {
      const decision = run(minutes, { ...command, incident: id });
      return decision.kind === "refused" ? decision.refusal.text : "";
    },
    tick: (minutes) =>
      accepted(run(minutes, { kind: "tick", incident: id })).filter((event) => event.kind === "clock-struck"),
    strikes: (minutes) => played.tick(minutes).map(({ clock, stage }) => `${clock} ${stage}`),
    clock: (key) => clocksOf(current()).find((one) => one.key === key),
    due: (key) => minutesOf(played.clock(key)?.dueAt),
    striking: (key) => minutesOf(played.clock(key)?.strikesAt),
    next: () => minutesOf(nextStrike(current())),
    incident: current,
  };
  return played;
}

interface Policy {
  readonly ladder?: readonly EscalationLevel[];
  readonly severities?: (severity: Severity) => Severity;
}

/** The catalog of the scenario with other rules. */
export function policy({ ladder, severities = (severity) => severity }: Policy): Catalog {
  const services = catalog.services.map((service) => ({
    ...service,
    ladder: ladder ?? service.ladder,
    severities: service.severities.map(severities),
  }));
  return { ...catalog, services };
}

export const level = (name: string, more: Partial<EscalationLevel>): EscalationLevel => ({
  name,
  unless: "resolved",
  severities: [],
  page: [],
  announce: `${name} is called`,
  declaresOutage: false,
  ...more,
});
