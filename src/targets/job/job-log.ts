import { Fault } from "../../clients/fault.ts";
import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { scrub } from "../../operation/scrub.ts";
import { maxOutputBytes } from "../kubernetes/gather.ts";
import { readLog } from "../kubernetes/logs/read-log.ts";
import { logCall } from "../kubernetes/logs/source.ts";
import { linesOf, longestLogLine } from "../kubernetes/watch.ts";
import type { Doing } from "../target.ts";
import { programContainer } from "./job-object.ts";
import type { JobPlace } from "./job-place.ts";

/** What a program prints, shown as it comes. Only its end is kept: in an incident that counts. */
export interface JobLog {
  /** Follows it until it ends, breaks off or there is too much of it. Called again, it goes on where it was. */
  follow(pod: string, signal: AbortSignal): Promise<void>;
  /** The last of it, with what is missing said in words. */
  end(pod: string, signal: AbortSignal): Promise<string>;
}

const mostCharacters = 15_000;
const tailLines = 200;

export function createJobLog(door: KubernetesDoor, { context, namespace }: JobPlace, emit: Doing["emit"]): JobLog {
  let kept = "";
  let printed = 0;
  let lines = 0;
  let trouble = "";
  const source = (pod: string) => ({ namespace, pod, container: programContainer });
  const keep = (line: string): void => {
    lines += 1;
    printed += line.length + 1;
    kept += `${line}\n`;
    if (kept.length > 4 * mostCharacters) kept = kept.slice(-2 * mostCharacters);
    emit(`${line}\n`);
  };
  const isFull = (): boolean => printed > maxOutputBytes;
  return {
    async follow(pod, signal) {
      if (isFull()) return;
      let known = lines;
      trouble = "";
      try {
        for await (const line of linesOf(
          door.stream(context, logCall(source(pod), { ...logOf(pod), follow: true }, undefined, signal)),
          longestLogLine,
        )) {
          if (known > 0) known -= 1;
          else keep(line);
          if (isFull()) return;
        }
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        trouble = error.message;
      }
    },
    async end(pod, signal) {
      if (isFull() && pod !== "") kept = await lastLines(pod, signal).catch(() => kept);
      if (trouble !== "" && kept === "") return `What it printed could not be read: ${trouble}`;
      if (kept === "") return "It printed nothing.";
      // Cut first, a secret could lose the name by which it is known for one.
      const clean = scrub(kept);
      const last = clean.slice(-mostCharacters);
      const cut =
        printed > kept.length || clean.length > last.length
          ? `(the last ${last.length} characters of what it printed)\n`
          : "";
      return `${cut}${last.trimEnd()}${trouble === "" ? "" : `\n(the log broke off: ${trouble})`}`;
    },
  };
  async function lastLines(pod: string, signal: AbortSignal): Promise<string> {
    const { text } = await readLog(door, context, source(pod), { ...logOf(pod), tail: tailLines }, 1024 * 1024, signal);
    return text;
  }
}

const logOf = (target: string) => ({ resource: "pods", target });
