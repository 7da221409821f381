import { Fault } from "../clients/fault.ts";

/** Postgres could not be reached, or did not answer in time. Trying again can help; anything else it says is a bug of ours. */
export class StoreFault extends Fault {
  constructor(code: string, cause: unknown, outcome: "not-done" | "unknown" = "not-done") {
    super(
      `the database did not do it: ${messageOf(cause)}`,
      {
        service: "postgres",
        code,
        retry: { kind: "backoff" },
        outcome,
        advice: "Check that Postgres at DATABASE_URL is up and takes connections.",
      },
      { cause },
    );
    this.name = "StoreFault";
  }
}

/** Tells faults from bugs: the error itself if it is a bug, else a `StoreFault` around it. `outcome` is what is known of the work. */
export function asStoreFault(error: unknown, outcome: "not-done" | "unknown" = "not-done"): unknown {
  if (error instanceof Fault) return error;
  const code = faultCode(error);
  return code === undefined ? error : new StoreFault(code, error, outcome);
}

// Classes of SQLSTATE: connection, resources, operator intervention (shutdown, timeouts), system errors, and what two transactions do
// to each other: deadlock, serialization, lock timeout; and 25006, a server that has become read-only, as in a failover.
const faultStates = /^(08|53|57|58)|^(40001|40P01|55P03|25006)$/;

const faultSystemCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENOENT",
]);

// What `pg` says without any code.
const faultMessages =
  /connection terminated|timeout exceeded when trying to connect|not queryable|query read timeout|client was closed/i;

function faultCode(error: unknown): string | undefined {
  if (error instanceof AggregateError) return error.errors.map(faultCode).find((code) => code !== undefined);
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (code !== undefined) return faultStates.test(code) || faultSystemCodes.has(code) ? code : undefined;
  return faultMessages.test(error.message) ? "connection-lost" : undefined;
}

const messageOf = (error: unknown): string => (error instanceof Error && error.message ? error.message : String(error));
