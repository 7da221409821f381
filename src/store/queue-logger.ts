import { Logger } from "graphile-worker";
import type { Log } from "./pool.ts";

/** The queue's log in ours. Its notes on every single job say nothing that our own do not. */
export function queueLogger(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const details = { queue: scope, ...(meta?.error instanceof Error ? { err: meta.error } : {}) };
    if (level === "error") log.error(details, message);
    if (level === "warning") log.warn(details, message);
  });
}
