import pg from "pg";
import { Fault, type Retry } from "../../clients/fault.ts";

export interface PostgresTrouble {
  /** The environment variable that holds the address: the address itself is never shown. */
  readonly urlVariable: string;
  /** What is known of the work when it failed. */
  readonly outcome: "not-done" | "unknown";
}

/** What Postgres or the way to it said, in words and without any address or value. Anything else is a bug and comes back as it is. */
export function asPostgresFault(error: unknown, trouble: PostgresTrouble): unknown {
  if (error instanceof Fault) return error;
  if (error instanceof pg.DatabaseError) return answeredFault(error, trouble);
  const code = wayCode(error);
  return code === undefined ? error : unreachableFault(code, error, trouble);
}

/** The five characters by which Postgres names an error, if it was Postgres that said it. */
export function sqlState(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) return error.code;
  return error instanceof Fault && error.service === "postgres" ? error.code : undefined;
}

function answeredFault(error: pg.DatabaseError, { urlVariable, outcome }: PostgresTrouble): Fault {
  const code = error.code ?? "XX000";
  // Classes 08, 53, 57P and 58: the server itself is in trouble or going away.
  const passes = /^(08|53|57P|58)|^(40001|40P01|55P03)$/.test(code);
  const retry: Retry = passes ? { kind: "backoff" } : { kind: "never" };
  const lost = /^(08|57P)/.test(code);
  const hint = error.hint ? `. Hint: ${error.hint}` : "";
  return new Fault(`Postgres answered: ${error.message} (${code})${hint}`, {
    service: "postgres",
    code,
    retry,
    outcome: lost ? outcome : "not-done",
    advice: adviceFor(code, error.message, urlVariable),
  });
}

function adviceFor(code: string, message: string, urlVariable: string): string | undefined {
  if (code === "57014" && message.includes("statement timeout"))
    return "It was ended because it took too long. Narrow it down, or run it in a session of your own.";
  switch (code) {
    case "42501":
      return "Grant the right to the role the bot speaks as, or ask somebody who has it.";
    case "42P01":
      return "Check the name and its schema; \\dt lists the tables.";
    case "42703":
      return "Check the column's name; \\d and the table's name lists its columns.";
    case "55P03":
      return "Something else holds the lock. Look into pg_locks for who waits for whom, then try again.";
    case "53300":
      return "Every connection is taken. End idle sessions, or keep some back for the bot's role (reserved_connections).";
    case "25006":
      return "It writes, and a step that reads may not. Give it as a change of its own.";
    case "28P01":
    case "28000":
      return `Check the user and the password in ${urlVariable}.`;
    case "3D000":
      return `Check the database that ${urlVariable} names.`;
    case "55000":
      return /pg_stat_statements/.test(message) ? "The server must load pg_stat_statements at its start." : undefined;
    default:
      return undefined;
  }
}

const waySaid: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "the name of its host is not known",
  EAI_AGAIN: "the name of its host could not be looked up",
  ETIMEDOUT: "it did not answer in time",
  ECONNRESET: "it hung up",
  EPIPE: "it hung up",
  "connection-lost": "the connection was lost",
  "connect-timeout": "it did not answer in time",
};

function unreachableFault(code: string, cause: unknown, { urlVariable, outcome }: PostgresTrouble): Fault {
  const neverConnected = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|connect-timeout/.test(code);
  return new Fault(
    `Postgres did not answer: ${waySaid[code] ?? code}`,
    {
      service: "postgres",
      code,
      retry: { kind: "backoff" },
      outcome: neverConnected ? "not-done" : outcome,
      advice: `Check that the server at ${urlVariable} is up and can be reached from here.`,
    },
    { cause },
  );
}

function wayCode(error: unknown): string | undefined {
  if (error instanceof AggregateError) return error.errors.map(wayCode).find((code) => code !== undefined);
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string" && /^E[A-Z_]+$/.test(error.code)) return error.code;
  if (/timeout exceeded when trying to connect|timeout expired/i.test(error.message)) return "connect-timeout";
  // What `pg` says without any code.
  return /connection terminated|not queryable|client was closed|SSL|SCRAM|password must be/i.test(error.message)
    ? "connection-lost"
    : undefined;
}
