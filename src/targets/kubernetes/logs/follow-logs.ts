import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Doing, Output, Refused } from "../../target.ts";
import { gather } from "../gather.ts";
import { refused, type Scope } from "../scope.ts";
import { linesOf, longestLogLine } from "../watch.ts";
import { type LogSource, type Logs, logCall, prefixOf, tailOf } from "./source.ts";

/** Lines of all the logs as they come, until the signal, the containers or the room for them end. That the signal ends it is no failure. */
export async function followLogs(
  door: KubernetesDoor,
  { context }: Scope,
  sources: readonly LogSource[],
  given: Logs,
  doing: Doing,
): Promise<Output | Refused> {
  const most = given.maxLogRequests ?? 5;
  if (sources.length > most)
    return refused(`it would follow ${sources.length} logs at once, more than ${most}; narrow the selector`);
  const gathered = gather((text) => doing.emit(text));
  const full = new AbortController();
  const signal = AbortSignal.any([doing.signal, full.signal]);
  await Promise.all(
    sources.map(async (source) => {
      const prefix = prefixOf(source, given);
      const pieces = door.stream(context, logCall(source, given, tailOf(given), signal));
      for await (const line of linesOf(pieces, longestLogLine)) {
        gathered.add(`${prefix}${line}\n`);
        if (gathered.isFull) full.abort();
      }
    }),
  );
  return gathered.output();
}
