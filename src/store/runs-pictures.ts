import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";
import type { ItemPlace } from "./runs.ts";

/** Something a command drew. */
export interface KeptPicture {
  readonly item: number;
  /** From 0, among the pictures of its command. */
  readonly place: number;
  /** What it shows, for who cannot see it. */
  readonly alternative: string;
  /** Slack's name for it, once it is there. */
  readonly file?: string | undefined;
  /** In the run's message, or in the thread below it, where Slack did not take it. */
  readonly shown: "embedded" | "thread";
}

export async function keepPicture(
  db: Queryable,
  { incident, run, item }: ItemPlace,
  { place, alternative, png }: { readonly place: number; readonly alternative: string; readonly png: Uint8Array },
): Promise<void> {
  await ask(
    db,
    `insert into evidence_pictures (incident, run, item, place, alternative, png) values ($1, $2, $3, $4, $5, $6)
     on conflict (incident, run, item, place) do update set alternative = excluded.alternative, png = excluded.png`,
    [incident, run, item, place, alternative, Buffer.from(png)],
  );
}

export async function picturesOf(db: Queryable, incident: string, run: number): Promise<readonly KeptPicture[]> {
  const rows = await ask<{ item: number; place: number; alternative: string; file: string | null; shown: Shown }>(
    db,
    "select item, place, alternative, file, shown from evidence_pictures where incident = $1 and run = $2 order by item, place",
    [incident, run],
  );
  return rows.map(({ file, ...row }) => ({ ...row, file: file ?? undefined }));
}

type Shown = KeptPicture["shown"];

type PicturePlace = ItemPlace & { readonly place: number };

export async function pngOf(
  db: Queryable,
  { incident, run, item, place }: PicturePlace,
): Promise<Uint8Array | undefined> {
  const [row] = await ask<{ png: Buffer }>(
    db,
    "select png from evidence_pictures where incident = $1 and run = $2 and item = $3 and place = $4",
    [incident, run, item, place],
  );
  return row?.png;
}

/** It is in Slack under this name. */
export async function rememberFile(
  db: Queryable,
  { incident, run, item, place }: PicturePlace,
  file: string,
): Promise<void> {
  await ask(
    db,
    "update evidence_pictures set file = $5 where incident = $1 and run = $2 and item = $3 and place = $4",
    [incident, run, item, place, file],
  );
}

/** Slack does not show them within the message: they go below it, under other names. */
export async function moveToThread(db: Queryable, incident: string, run: number): Promise<void> {
  await ask(
    db,
    "update evidence_pictures set shown = 'thread', file = null where incident = $1 and run = $2 and shown = 'embedded'",
    [incident, run],
  );
}
