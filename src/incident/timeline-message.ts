import { createHash } from "node:crypto";
import type { Instant, PersonId } from "./incident.ts";

/** A message in the chat, by the place that never changes: its channel, and its time as the chat writes it. */
export interface MessageRef {
  readonly channel: string;
  /** `1732165205.000100`: seconds, then a counter. */
  readonly ts: string;
}

/** What the timeline keeps of a message. */
export interface RecordedMessage extends MessageRef {
  readonly author: PersonId;
  readonly text: string;
  /** Names of its files. */
  readonly files: readonly string[];
  readonly permalink?: string | undefined;
}

/** What the state knows of a message on the timeline: enough to tell whether it has changed. */
export interface PinnedMessage {
  readonly digest: string;
  /** Put there by a person's own command: it stays, whatever its reactions. */
  readonly isKept: boolean;
}

export const placeOf = ({ channel, ts }: MessageRef): string => `${channel}/${ts}`;

export const digestOf = ({ text, files }: RecordedMessage): string =>
  createHash("sha256")
    .update(JSON.stringify([text, files]))
    .digest("base64")
    .slice(0, 16);

/** When it was written. */
export const writtenAt = ({ ts }: MessageRef): Instant => new Date(Math.round(Number(ts) * 1000)).toISOString();
