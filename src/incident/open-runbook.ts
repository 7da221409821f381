import type { RunbookSurface } from "./effect.ts";
import type { Incident, Instant, PersonId } from "./incident.ts";

/** A runbook that people work through in an incident. */
export interface OpenRunbook {
  readonly title: string;
  readonly hash: string;
  readonly openedBy: PersonId;
  readonly openedAt: Instant;
  /** The page that is shown, from 0. */
  readonly page: number;
  /** By step. */
  readonly ticks: Readonly<Record<string, StepTick>>;
  /** By name. */
  readonly values: Readonly<Record<string, FilledValue>>;
}

export interface StepTick {
  readonly by: PersonId;
  readonly at: Instant;
  readonly evidence?: string | undefined;
}

export interface FilledValue {
  readonly value: string;
  readonly by: PersonId;
}

export const openRunbook = ({ runbooks }: Incident, slug: string): OpenRunbook | undefined => own(runbooks ?? {}, slug);

export const tickOf = ({ ticks }: OpenRunbook, step: string): StepTick | undefined => own(ticks, step);

export const valueIn = ({ values }: OpenRunbook, name: string): string | undefined => own(values, name)?.value;

/** Names come from files of anybody's: `constructor` is one, too. */
function own<V>(all: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(all, key) ? all[key] : undefined;
}

export const runbookSurface = (slug: string): RunbookSurface => `runbook-${slug}`;

/** The messages of all its runbooks. */
export const runbookSurfaces = ({ runbooks }: Incident): readonly RunbookSurface[] =>
  Object.keys(runbooks ?? {}).map(runbookSurface);
