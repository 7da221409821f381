import type { LookUp } from "../target.ts";
import { methodName } from "./api-words.ts";
import { awsFault, awsTimeout } from "./aws-fault.ts";
import { callerIdentity } from "./caller-identity.ts";
import { isRecord, type Plain, toPlain } from "./plain.ts";
import { awsServices, type ClientSettings, type ServiceClient, type ServiceName } from "./services.ts";

export interface AwsCall {
  readonly service: ServiceName;
  /** As the command line names it: `describe-services`. */
  readonly action: string;
  readonly input: object;
  readonly region: string;
  /** It changes something: it is sent once and never tried again. */
  readonly writes?: boolean;
}

export type Answer = { [key: string]: Plain };

/** The one way to AWS. Every question throws a `Fault` in words, or the reason of `signal` when it was aborted. */
export interface AwsDoor {
  call(call: AwsCall, signal: AbortSignal): Promise<Answer>;
  /** The XML of STS about who the bot is. */
  callerIdentity(region: string, signal: AbortSignal): Promise<string>;
  close(): void;
}

interface DoorParts {
  /** Instead of AWS itself: an emulator. */
  readonly endpoint?: string | undefined;
  readonly lookUp: LookUp;
  /** For one call with all its tries. */
  readonly timeoutMs: number;
}

/** Clients are made when they are first needed, one for each service, region and manner of trying. */
export function createAwsDoor({ endpoint, lookUp, timeoutMs }: DoorParts): AwsDoor {
  const clients = new Map<string, Promise<ServiceClient>>();
  const settings = (region: string, maxAttempts: number): ClientSettings => {
    const credentials = credentialsOf(lookUp);
    return {
      region,
      ...(endpoint !== undefined && { endpoint }),
      ...(credentials && { credentials }),
      maxAttempts,
      requestHandler: { connectionTimeout: 3_000, requestTimeout: timeoutMs, throwOnRequestTimeout: true },
    };
  };
  const client = (service: ServiceName, region: string, maxAttempts: number): Promise<ServiceClient> => {
    const key = `${service} ${region} ${maxAttempts}`;
    const kept = clients.get(key) ?? awsServices[service].open(settings(region, maxAttempts));
    clients.set(key, kept);
    return kept;
  };
  return {
    async call({ service, action, input, region, writes = false }, signal) {
      const work = async (either: AbortSignal) =>
        invoke(await client(service, region, writes ? 1 : 3), action, input, either);
      const answer = toPlain(await inTime(work, { service, action, writes }, timeoutMs, signal));
      return isRecord(answer) ? answer : {};
    },
    callerIdentity: (region, signal) => {
      const work = (either: AbortSignal) => callerIdentity(settings(region, 1), either);
      return inTime(work, { service: "sts", action: "get-caller-identity", writes: false }, timeoutMs, signal);
    },
    close() {
      for (const opened of clients.values())
        opened.then(
          (one) => one.destroy(),
          () => undefined,
        );
      clients.clear();
    },
  };
}

type Asked = Parameters<typeof awsTimeout>[0];

async function inTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  asked: Asked,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  const either = AbortSignal.any([signal, timeout]);
  try {
    return await beforeAbort(work(either), either);
  } catch (error) {
    signal.throwIfAborted();
    if (timeout.aborted) throw awsTimeout(asked, timeoutMs);
    throw awsFault(error, asked);
  }
}

async function invoke(client: ServiceClient, action: string, input: object, signal: AbortSignal): Promise<unknown> {
  const method: unknown = Reflect.get(client, methodName(action));
  if (typeof method !== "function") throw new Error(`the client of AWS has no ${methodName(action)}`);
  return await method.call(client, input, { abortSignal: signal });
}

/** Looking for credentials does not listen to the signal of a call. */
function beforeAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

function credentialsOf(lookUp: LookUp): ClientSettings["credentials"] {
  const accessKeyId = lookUp("AWS_ACCESS_KEY_ID");
  const secretAccessKey = lookUp("AWS_SECRET_ACCESS_KEY");
  const sessionToken = lookUp("AWS_SESSION_TOKEN");
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}
