import { Fault } from "../../clients/fault.ts";

export interface RedisTrouble {
  /** The environment variable that holds the address: the address itself is never shown. */
  readonly urlVariable: string;
  /** What is known of the work when the line broke. */
  readonly outcome: "not-done" | "unknown";
}

/** What Redis or the way to it said, in words and without any address. Anything else is a bug and comes back as it is. */
export function asRedisFault(error: unknown, trouble: RedisTrouble): unknown {
  if (error instanceof Fault) return error;
  if (error instanceof Error && error.name === "ReplyError") return answeredFault(error, trouble);
  const code = wayCode(error);
  return code === undefined ? error : unreachableFault(code, error, trouble);
}

function answeredFault({ message }: Error, { urlVariable }: RedisTrouble): Fault {
  const code = /^[A-Z]+/.exec(message)?.[0] ?? "ERR";
  return new Fault(`Redis answered: ${message}`, {
    service: "redis",
    code,
    retry: /^(LOADING|BUSY|TRYAGAIN|CLUSTERDOWN|MASTERDOWN)$/.test(code) ? { kind: "backoff" } : { kind: "never" },
    outcome: "not-done",
    advice: adviceFor(code, message, urlVariable),
  });
}

function adviceFor(code: string, message: string, urlVariable: string): string | undefined {
  if (/unknown command/i.test(message))
    return "A managed Redis hides some commands; change the setting where it is managed.";
  switch (code) {
    case "NOAUTH":
    case "WRONGPASS":
      return `Check the user and the password in ${urlVariable}.`;
    case "NOPERM":
      return "Grant the command to the bot's user in the ACL of Redis.";
    case "OOM":
      return "Redis is at its maxmemory; free memory first.";
    case "READONLY":
      return "This is a replica; let the catalog name the primary.";
    case "MOVED":
      return "This key lives on another node of the cluster; ask that node.";
    case "LOADING":
      return "Redis is reading its data; wait until it is ready.";
    default:
      return undefined;
  }
}

const waySaid: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "the name of its host is not known",
  EAI_AGAIN: "the name of its host could not be looked up",
  ENOENT: "its socket is not there",
  ETIMEDOUT: "it did not answer in time",
  ECONNRESET: "it hung up",
  EPIPE: "it hung up",
  closed: "the connection was closed",
};

function unreachableFault(code: string, cause: unknown, { urlVariable, outcome }: RedisTrouble): Fault {
  return new Fault(
    `Redis did not answer: ${waySaid[code] ?? code}`,
    {
      service: "redis",
      code,
      retry: { kind: "backoff" },
      outcome: /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENOENT/.test(code) ? "not-done" : outcome,
      advice: `Check that the server at ${urlVariable} is up and can be reached from here.`,
    },
    { cause },
  );
}

function wayCode(error: unknown): string | undefined {
  if (error instanceof AggregateError) return error.errors.map(wayCode).find((code) => code !== undefined);
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string" && /^E[A-Z_]+$/.test(error.code)) return error.code;
  return /connection is closed|stream isn't writeable|max retries|command timed out|ETIMEDOUT/i.test(error.message)
    ? "closed"
    : undefined;
}
