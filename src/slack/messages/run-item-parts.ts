import type { RunItem } from "../../incident/run.ts";
import type { Evidence } from "../../store/runs.ts";
import { clamp } from "../limits.ts";
import { line, longCode, quote, type RichTextPart, strong, words } from "../rich-text.ts";
import { outcomeMarks, secondsWords } from "./run-words.ts";
import { headAndTail } from "./share-room.ts";

export interface ShownItem {
  readonly item: RunItem;
  readonly evidence: Evidence | undefined;
  /** What it printed, or has printed so far; and how much of that has room. */
  readonly text: string;
  readonly length: number;
  readonly room: ItemRoom;
  /** It is the first of its step. */
  readonly hasTitle: boolean;
  /** The run has ended: what did not begin never will. */
  readonly isOver: boolean;
}

/** How long each thing about one command may be. */
export interface ItemRoom {
  readonly title: number;
  readonly command: number;
  readonly reason: number;
  readonly cut: number;
}

/** So many commands together leave this much for each. */
export const roomAmong = (items: number): ItemRoom => ({
  title: Math.min(150, Math.floor(1600 / items)),
  command: Math.min(160, Math.floor(1600 / items)),
  reason: Math.min(400, Math.floor(2000 / items)),
  cut: Math.min(200, Math.floor(600 / items)),
});

/** One command of a run: how it went, what exactly it was, and what it printed. */
export function runItemParts({
  item,
  evidence,
  text,
  length,
  room,
  hasTitle,
  isOver,
}: ShownItem): readonly RichTextPart[] {
  const ended = evidence?.ended;
  const time = ended ? ` · ${secondsWords(ended.durationMs)}` : "";
  const title = hasTitle ? [strong(clamp(item.title, room.title)), words(" · ")] : [];
  const command = words(clamp(item.text.replace(/\s+/g, " "), room.command), { code: true });
  const output = text.trim();
  return [
    line(words(`${markOf(evidence, isOver)} `), ...title, command, words(time)),
    ...(ended?.reason ? [quote(clamp(sentences(ended), room.reason))] : []),
    ...(output && length > 0 ? [longCode(headAndTail(output, length))] : []),
    ...(ended?.outcome === "done" && !output ? [line(words("It printed nothing.", { italic: true }))] : []),
    ...(ended?.cut ? [line(words(`Cut: ${clamp(ended.cut, room.cut)}.`, { italic: true }))] : []),
  ];
}

function markOf(evidence: Evidence | undefined, isOver: boolean): string {
  // A look that worked says nothing of what it found: a tick beside "The error rate is below 1 %" would be believed.
  if (evidence?.ended?.outcome === "done") return "📄";
  if (evidence?.ended) return outcomeMarks[evidence.ended.outcome];
  return isOver ? outcomeMarks.cancelled : "⏳";
}

function sentences({
  reason = "",
  advice,
}: {
  readonly reason?: string | undefined;
  readonly advice?: string | undefined;
}): string {
  const why = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
  const stop = /[.!?…]$/.test(why) ? "" : ".";
  return advice ? `${why}${stop} ${advice}` : `${why}${stop}`;
}
