import type { Instant, PersonId } from "../incident/incident.ts";
import type { ItemOutcome, RunItem } from "../incident/run.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";
import { deflated, excerptOf, inflated } from "./runs-output.ts";

/** One command of a run: the item of the plan with this place. */
export interface ItemPlace {
  readonly incident: string;
  readonly run: number;
  /** From 0. */
  readonly item: number;
}

/** A command as it is known to have run. */
export interface Evidence {
  readonly item: number;
  readonly by: PersonId;
  readonly title: string;
  readonly command: string;
  readonly target: string;
  readonly environment: string;
  readonly startedAt: Instant;
  /** Absent while it runs, and when it was never seen to end. */
  readonly ended?: EndedItem | undefined;
}

export interface EndedItem {
  readonly outcome: ItemOutcome;
  readonly durationMs: number;
  /** Why it did not do what it should, in words, and what to do about it. */
  readonly reason?: string | undefined;
  readonly advice?: string | undefined;
  /** What is missing of the output, in words. */
  readonly cut?: string | undefined;
  /** The beginning and the end of the output. */
  readonly excerpt: string;
  /** How long the whole output is. */
  readonly characters: number;
}

/** What became of a command. The output has no secrets any more. */
export interface ItemEnd extends Pick<EndedItem, "outcome" | "reason" | "advice" | "cut"> {
  readonly output: string;
}

/** Says that this command is about to run. Resolves to how often it was: more than once after a crash. */
export async function beginItem(
  db: Queryable,
  { incident, run, item }: ItemPlace,
  by: PersonId,
  { title, text, operation, filters, inputs, target, environment }: RunItem,
): Promise<number> {
  const exactly = JSON.stringify({ ...operation, filters, inputs });
  const [row] = await ask<{ attempts: number }>(
    db,
    `insert into evidence as known (incident, run, item, by, title, command, operation, target, environment)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (incident, run, item) do update
     set attempts = known.attempts + 1, started_at = clock_timestamp() where known.finished_at is null
     returning attempts`,
    [incident, run, item, by, title, text, exactly, target, environment],
  );
  return row?.attempts ?? 0;
}

/** The outcome that was seen first stays. */
export async function endItem(
  db: Queryable,
  { incident, run, item }: ItemPlace,
  { outcome, reason, advice, cut, output }: ItemEnd,
): Promise<void> {
  const { bytes, cut: left } = await deflated(output);
  await ask(
    db,
    `update evidence set finished_at = clock_timestamp(), outcome = $4, reason = $5, advice = $6, cut = $7, excerpt = $8,
       characters = $9, output = $10
     where incident = $1 and run = $2 and item = $3 and finished_at is null`,
    [
      ...[incident, run, item, outcome, storable(reason), storable(advice)],
      ...[[cut, left].filter(Boolean).join("; ") || null, storable(excerptOf(output)), output.length, bytes],
    ],
  );
}

/** The commands of a run that have begun, in the order of its plan. */
export async function evidenceOf(db: Queryable, incident: string, run: number): Promise<readonly Evidence[]> {
  const rows = await ask<EvidenceRow>(
    db,
    `select item, by, title, command, target, environment, started_at, outcome, reason, advice, cut, excerpt, characters,
       (extract(epoch from finished_at - started_at) * 1000)::float8 as duration_ms
     from evidence where incident = $1 and run = $2 order by item`,
    [incident, run],
  );
  return rows.map(evidence);
}

/** What a command printed, all of it that is kept. */
export async function outputOf(db: Queryable, { incident, run, item }: ItemPlace): Promise<string> {
  const [row] = await ask<{ output: Buffer | null }>(
    db,
    "select output from evidence where incident = $1 and run = $2 and item = $3",
    [incident, run, item],
  );
  return row?.output ? inflated(row.output) : "";
}

/** Postgres holds every sign but one. */
const storable = (text: string | undefined): string | null => text?.replaceAll("\0", "") ?? null;

interface EvidenceRow {
  readonly item: number;
  readonly by: string;
  readonly title: string;
  readonly command: string;
  readonly target: string;
  readonly environment: string;
  readonly started_at: Date;
  readonly outcome: ItemOutcome | null;
  readonly reason: string | null;
  readonly advice: string | null;
  readonly cut: string | null;
  readonly excerpt: string | null;
  readonly characters: number | null;
  readonly duration_ms: number | null;
}

function evidence(row: EvidenceRow): Evidence {
  const { item, by, title, command, target, environment, outcome } = row;
  const known = { item, by, title, command, target, environment, startedAt: row.started_at.toISOString() };
  if (!outcome) return known;
  const ended: EndedItem = {
    outcome,
    durationMs: row.duration_ms ?? 0,
    reason: row.reason ?? undefined,
    advice: row.advice ?? undefined,
    cut: row.cut ?? undefined,
    excerpt: row.excerpt ?? "",
    characters: row.characters ?? 0,
  };
  return { ...known, ended };
}
