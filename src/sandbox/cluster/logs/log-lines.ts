import type { JsonObject } from "../../slack/json.ts";
import { objectsIn, textIn, uidOf } from "../objects.ts";
import { diceOf, voiceOf } from "./voices.ts";

export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

/** One life of a container. */
export interface Life {
  readonly startedAt: number;
  /** Absent while it runs. */
  readonly endedAt?: number | undefined;
}

export interface Span {
  readonly from: number;
  readonly until: number;
  /** No more than so many lines are wanted, the last ones. */
  readonly most?: number | undefined;
}

/** A kubelet keeps about 10 MB: what is older than so many sayings is gone. */
const keptSayings = 20_000;

/** What a container said in one life from a moment on until another. Nothing is stored: the same words come out each time. */
export function logLines(pod: JsonObject, container: JsonObject, life: Life, span: Span): LogLine[] {
  const { from, until, most = keptSayings } = span;
  const voice = voiceOf(pod, container);
  const lines: LogLine[] = [];
  const add = (at: number, texts: readonly string[]): void => {
    if (at > from && at <= until) for (const text of texts) lines.push({ at, text });
  };
  const key = `${uidOf(pod)}/${textIn(container, "name")}/${life.startedAt}`;
  const end = Math.min(life.endedAt ?? until, until);
  const last = Math.floor((end - life.startedAt) / voice.everyMs);
  const first = Math.max(1, last - Math.min(keptSayings, most), Math.floor((from - life.startedAt) / voice.everyMs));
  add(life.startedAt + 1, voice.start);
  for (let index = first; index <= last; index += 1) {
    const dice = diceOf(key, index);
    const at = Math.floor(life.startedAt + (index + dice("when") * 0.9 - 0.9) * voice.everyMs);
    add(Math.min(Math.max(at, life.startedAt + 2), end), voice.say(new Date(at).toISOString(), dice));
  }
  if (life.endedAt !== undefined) add(life.endedAt, voice.end);
  return lines;
}

/** The present or the previous life of a container as its status tells it; undefined when there is none. */
export function lifeOf(pod: JsonObject, container: string, which: "current" | "previous"): Life | undefined {
  const status = objectsIn(pod, "status", "containerStatuses").find((one) => one.name === container);
  const startedAt = Date.parse(textIn(status, "state", "running", "startedAt"));
  if (which === "current" && !Number.isNaN(startedAt)) return { startedAt };
  const isOver = textIn(status, "state", "terminated", "startedAt") !== "";
  const state = which === "current" && isOver ? "state" : "lastState";
  const from = Date.parse(textIn(status, state, "terminated", "startedAt"));
  const to = Date.parse(textIn(status, state, "terminated", "finishedAt"));
  return Number.isNaN(from) ? undefined : { startedAt: from, endedAt: to };
}
