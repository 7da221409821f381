import type { RequestSurface } from "../approval/surface.ts";
import type { Surface } from "../incident/effect.ts";
import type { Instant } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** A message of an incident as last known: being posted, its outcome not yet known, or sent with this content. */
export type RememberedMessage =
  | { readonly kind: "sending"; readonly channel: string; readonly since: Instant }
  | { readonly kind: "sent"; readonly channel: string; readonly ts: string; readonly hash: string };

export interface MessagePlace {
  readonly incident: string;
  /** The topic is no message, but it is remembered in the same way: what was last set. */
  readonly surface: Surface | RequestSurface | "checks" | "topic";
}

export async function findMessage(
  db: Queryable,
  { incident, surface }: MessagePlace,
): Promise<RememberedMessage | undefined> {
  const [row] = await ask<MessageRow>(
    db,
    "select state, channel, ts, hash, sending_since from messages where incident = $1 and surface = $2",
    [incident, surface],
  );
  return row && remembered(row);
}

/**
 * Says that this message is about to be posted for the first time. If it was said before, nothing changes and what is known comes back:
 * a message still `sending` may have been posted by somebody who did not live to say so.
 */
export async function reserveMessage(
  db: Queryable,
  { incident, surface, channel }: MessagePlace & { readonly channel: string },
): Promise<{ readonly kind: "reserved" } | RememberedMessage> {
  const inserted = await ask(
    db,
    `insert into messages (incident, surface, channel, state) values ($1, $2, $3, 'sending')
     on conflict (incident, surface) do nothing returning 1`,
    [incident, surface, channel],
  );
  if (inserted.length > 0) return { kind: "reserved" };
  return (await findMessage(db, { incident, surface })) ?? { kind: "reserved" };
}

/** The message was posted or edited: where it is, and the hash of what it shows. */
export async function rememberSent(
  db: Queryable,
  message: MessagePlace & { readonly channel: string; readonly ts: string; readonly hash: string },
): Promise<void> {
  await ask(
    db,
    `insert into messages (incident, surface, channel, state, ts, hash) values ($1, $2, $3, 'sent', $4, $5)
     on conflict (incident, surface) do update
     set channel = excluded.channel, state = 'sent', ts = excluded.ts, hash = excluded.hash`,
    [message.incident, message.surface, message.channel, message.ts, message.hash],
  );
}

/** The message is not there: never posted after all, or deleted by somebody. The next performer posts it anew. */
export async function forgetMessage(db: Queryable, { incident, surface }: MessagePlace): Promise<void> {
  await ask(db, "delete from messages where incident = $1 and surface = $2", [incident, surface]);
}

type MessageRow = { readonly channel: string; readonly sending_since: Date } & (
  | { readonly state: "sending" }
  | { readonly state: "sent"; readonly ts: string; readonly hash: string }
);

function remembered(row: MessageRow): RememberedMessage {
  if (row.state === "sending") return { kind: "sending", channel: row.channel, since: row.sending_since.toISOString() };
  return { kind: "sent", channel: row.channel, ts: row.ts, hash: row.hash };
}
