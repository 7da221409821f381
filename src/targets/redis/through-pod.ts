import { type PodPlace, runInPod } from "../exec-in-pod.ts";
import type { Doing, Output, Refused } from "../target.ts";
import type { RedisParts } from "./parts.ts";

export interface PodCommand {
  readonly through: PodPlace;
  /** What stands after `redis-cli`. */
  readonly words: readonly string[];
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly database?: number | undefined;
}

/** One command by the redis-cli of a pod; it prints as into a pipe. */
export function redisCliInPod({ exec }: RedisParts, given: PodCommand, doing: Doing): Promise<Output | Refused> {
  const flags = [
    ...(given.host === undefined ? [] : ["-h", given.host]),
    ...(given.port === undefined ? [] : ["-p", `${given.port}`]),
    ...(given.database === undefined ? [] : ["-n", `${given.database}`]),
  ];
  // With -e an answer that is an error is told by the exit code.
  const words = ["redis-cli", "-e", ...flags, ...given.words];
  return runInPod(exec, given.through, { service: "redis", words, notDone: [1, 126, 127] }, doing);
}
