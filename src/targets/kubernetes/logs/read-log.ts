import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { type LogSource, type Logs, logCall, prefixOf, tailOf } from "./source.ts";

export interface LogText {
  readonly text: string;
  /** It was longer, and this is its end. */
  readonly cut: boolean;
}

/**
 * The log of a container, at most so many bytes. The API gives the beginning of what is too long; in an incident the end counts, so it is asked
 * again for as many last lines as are likely to fit.
 */
export async function readLog(
  door: KubernetesDoor,
  context: string | undefined,
  source: LogSource,
  given: Logs,
  maxBytes: number,
  signal: AbortSignal,
): Promise<LogText> {
  const read = (tail: number | undefined) => door.text(context, { ...logCall(source, given, tail, signal), maxBytes });
  const first = await read(tailOf(given));
  const chosen = first.cut ? await read(linesThatFit(first.text, maxBytes)) : first;
  return { text: prefixed(chosen.text, prefixOf(source, given)), cut: first.cut };
}

function linesThatFit(sample: string, maxBytes: number): number {
  const lines = sample.split("\n").length;
  const bytesPerLine = Buffer.byteLength(sample) / lines;
  return Math.max(1, Math.floor((maxBytes * 0.8) / bytesPerLine));
}

function prefixed(text: string, prefix: string): string {
  const ended = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  return prefix === "" ? ended : ended.replace(/^(?=.)/gms, prefix);
}
