import { Fault, type FaultService } from "./fault.ts";

export interface Failed {
  readonly service: FaultService;
  readonly host: string;
  readonly method: string;
  readonly timeoutMs: number;
}

/** What undici threw, in words: who did not answer and why. */
export function httpFault(error: unknown, { service, host, method, timeoutMs }: Failed): Fault {
  const code = codeOf(error);
  const known = unsent[code];
  if (known) {
    const { words, advice } = known;
    return new Fault(`${host} ${words}`, {
      service,
      code,
      retry: advice === certificateAdvice ? { kind: "never" } : { kind: "backoff" },
      outcome: "not-done",
      advice,
    });
  }
  const isTimeout = /TIMEOUT|TimeoutError/.test(code);
  const reason = isTimeout
    ? `did not finish its answer within ${timeoutMs / 1000} s`
    : "broke off in the middle of its answer, or answered what is not HTTP";
  return new Fault(`${host} ${reason}`, {
    service,
    code: isTimeout ? "timeout" : code,
    retry: { kind: "backoff" },
    outcome: /^(GET|HEAD|OPTIONS)$/.test(method) ? "not-done" : "unknown",
    advice: isTimeout ? "Look whether it is overloaded, or ask it for less." : "Look into its logs.",
  });
}

const network = "Look whether it runs and whether the bot's network lets it through.";
const certificateAdvice = "Look at its certificate: when it ends, for which name it is, and who signed it.";
const certificate = { words: "shows a certificate that cannot be trusted", advice: certificateAdvice };

// With these nothing has left: the connection never stood.
const unsent: Readonly<Record<string, { readonly words: string; readonly advice: string }>> = {
  ECONNREFUSED: { words: "does not answer: the connection was refused", advice: network },
  EHOSTUNREACH: { words: "does not answer: there is no way to it", advice: network },
  ENETUNREACH: { words: "does not answer: there is no way to it", advice: network },
  ENOTFOUND: { words: "is a name nobody knows", advice: "Look at the host in the catalog and at DNS." },
  EAI_AGAIN: { words: "could not be looked up: DNS does not answer", advice: "Look at DNS." },
  UND_ERR_INVALID_ARG: {
    words: "was not called: a header or the address is not what HTTP allows",
    advice: "Look at the command.",
  },
  UND_ERR_CONNECT_TIMEOUT: { words: "does not answer: no connection in time", advice: network },
  CERT_HAS_EXPIRED: { ...certificate, words: "shows a certificate that has expired" },
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate,
  ERR_TLS_CERT_ALTNAME_INVALID: { ...certificate, words: "shows a certificate of another name" },
};

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  // Of several addresses tried, the first tells enough.
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error.cause === undefined ? error.name : codeOf(error.cause);
}
