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
  /** It is the first of its step. */
  readonly hasTitle: boolean;
  /** The run has ended: what did not begin never will. */
  readonly isOver: boolean;
}

const longestCommand = 160;
const longestReason = 400;

/** One command of a run: how it went, what exactly it was, and what it printed. */
export function runItemParts({ item, evidence, text, length, hasTitle, isOver }: ShownItem): readonly RichTextPart[] {
  const ended = evidence?.ended;
  const time = ended ? ` · ${secondsWords(ended.durationMs)}` : "";
  const title = hasTitle ? [strong(clamp(item.title, 150)), words(" · ")] : [];
  const command = words(clamp(item.text.replace(/\s+/g, " "), longestCommand), { code: true });
  const output = text.trim();
  return [
    line(words(`${markOf(evidence, isOver)} `), ...title, command, words(time)),
    ...(ended?.reason ? [quote(clamp(sentences(ended), longestReason))] : []),
    ...(output ? [longCode(headAndTail(output, length))] : []),
    ...(ended?.outcome === "done" && !output ? [line(words("It printed nothing.", { italic: true }))] : []),
    ...(ended?.cut ? [line(words(`Cut: ${clamp(ended.cut, 200)}.`, { italic: true }))] : []),
  ];
}

function markOf(evidence: Evidence | undefined, isOver: boolean): string {
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
