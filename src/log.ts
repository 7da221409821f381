import { type DestinationStream, type Logger, pino } from "pino";
import { scrub } from "./operation/scrub.ts";

export type Log = Pick<Logger, "debug" | "info" | "warn" | "error">;

/**
 * One JSON object a line. Secrets are scrubbed from the finished line, wherever in it they stand: redaction by path would miss
 * those inside sentences and nested objects.
 */
export function createLog(level: string, destination: DestinationStream): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, hooks: { streamWrite: scrub } },
    destination,
  );
}
