import { isKnownError } from "../method-facts.ts";

/** Something that goes wrong on request. */
export interface Fault {
  /** A Web API method, or `*` for all. */
  readonly method: string;
  /** Only in this channel. */
  readonly channel?: string;
  /** Only where the arguments hold this text. */
  readonly containing?: string;
  /** How many calls it hits; until removed when absent. */
  readonly times?: number;
  readonly kind:
    | "ratelimited"
    | "http-500"
    /** Never answers; the connection stays open. */
    | "hang"
    | "error"
    | "unknown_method"
    /** Does the thing, then cuts the connection: the caller cannot know. */
    | "drop-after-performing"
    | "slow";
  /** For `error`: a code the method has. */
  readonly error?: string;
  /** For `ratelimited`, in seconds. */
  readonly retryAfter?: number;
  /** For `slow`. */
  readonly delayMs?: number;
}

export interface Faults {
  /** Returns the function that removes it. Throws for an error code the method does not have. */
  add(fault: Fault): () => void;
  clear(): void;
  /** From now on the tiers of the reference hold. */
  enforceTiers(): void;
  /** Every answer takes this much longer, from now on. */
  setLatency(latencyMs: number): void;
}

export interface FaultStore extends Faults {
  readonly areTiersEnforced: boolean;
  readonly latencyMs: number;
  /** The fault that hits this call, counted. */
  take(method: string, channel: string | undefined, args: object): Fault | undefined;
}

export function createFaults(initialLatencyMs: number): FaultStore {
  const active: { readonly fault: Fault; left: number }[] = [];
  let areTiersEnforced = false;
  let latencyMs = initialLatencyMs;
  return {
    get areTiersEnforced() {
      return areTiersEnforced;
    },
    get latencyMs() {
      return latencyMs;
    },
    add(fault) {
      if (fault.kind === "error" && !isKnownError(fault.method, fault.error ?? ""))
        throw new Error(`${fault.method} never answers ${fault.error ?? "an empty error"}`);
      const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
      active.push(entry);
      return () => {
        entry.left = 0;
      };
    },
    clear() {
      active.length = 0;
      areTiersEnforced = false;
      latencyMs = initialLatencyMs;
    },
    enforceTiers() {
      areTiersEnforced = true;
    },
    setLatency(milliseconds) {
      latencyMs = milliseconds;
    },
    take(method, channel, args) {
      const entry = active.find(({ fault, left }) => left > 0 && hits(fault, method, channel, args));
      if (entry === undefined) return undefined;
      entry.left -= 1;
      return entry.fault;
    },
  };
}

function hits(fault: Fault, method: string, channel: string | undefined, args: object): boolean {
  const isMethodHit = fault.method === "*" || fault.method === method;
  const isChannelHit = fault.channel === undefined || fault.channel === channel;
  if (!isMethodHit || !isChannelHit) return false;
  const { containing } = fault;
  return containing === undefined || Object.values(args).some((one) => written(one).includes(containing));
}

const written = (argument: unknown): string => (typeof argument === "string" ? argument : JSON.stringify(argument));
