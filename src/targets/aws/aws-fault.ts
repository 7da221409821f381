import { Fault, type FaultDetails } from "../../clients/fault.ts";
import { pascalName } from "./api-words.ts";
import type { ServiceName } from "./services.ts";

interface Asked {
  readonly service: ServiceName | "sts";
  /** `describe-services`. */
  readonly action: string;
  readonly writes: boolean;
}

const permissionPrefix: Readonly<Partial<Record<Asked["service"], string>>> = { elbv2: "elasticloadbalancing" };

const denied = /^(AccessDenied|UnauthorizedOperation|Unauthorized|NotAuthorized|AuthorizationError|OptInRequired)/;
const unknownCaller =
  /^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidAccessKeyId|AuthFailure|IncompleteSignature|MissingAuthenticationToken|InvalidSignature|TokenRefreshRequired|RequestExpired)/;
const throttled = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|LimitExceededException$|BandwidthLimit/;
const noCredentials = /^(CredentialsProviderError|TokenProviderError)$/;
const notReached =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS)/;

/** What the SDK threw, in words: who answered what, whether it may have happened all the same, and what a person can do. */
export function awsFault(error: unknown, asked: Asked): Fault {
  const { name, code, message, status } = factsOf(error);
  const fault = (text: string, details: Omit<FaultDetails, "service">) =>
    new Fault(text, { service: "aws", ...details }, { cause: error });
  if (noCredentials.test(name))
    return fault("the bot has no credentials for AWS", {
      code: name,
      retry: { kind: "never" },
      outcome: "not-done",
      advice: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run the bot with a role.",
    });
  if (status === undefined) return unanswered(fault, code ?? name, message, asked);
  if (message.includes("Deserialization error"))
    return fault(`AWS ${asked.service} answered ${status} with something that is no answer of AWS`, {
      code: "UnreadableAnswer",
      retry: { kind: "never" },
      outcome: asked.writes && (status < 400 || status >= 500) ? "unknown" : "not-done",
      advice: "Look whether AWS_ENDPOINT_URL is right if it is set, and whether a proxy stands in between.",
    });
  const said = `AWS answered ${name}: ${message}`;
  if (status >= 500)
    return fault(said, {
      code: name,
      retry: { kind: "backoff" },
      outcome: asked.writes ? "unknown" : "not-done",
      advice: "AWS has trouble of its own; the AWS Health Dashboard says more.",
    });
  return fault(said, {
    code: name,
    retry: { kind: throttled.test(name) ? "backoff" : "never" },
    outcome: "not-done",
    advice: adviceOn(name, asked),
  });
}

function unanswered(
  fault: (text: string, details: Omit<FaultDetails, "service">) => Fault,
  code: string,
  message: string,
  asked: Asked,
): Fault {
  const refused = notReached.test(code);
  return fault(
    refused
      ? `AWS ${asked.service} could not be reached: ${message}`
      : `AWS ${asked.service} gave no answer: ${message}`,
    {
      code,
      retry: { kind: "backoff" },
      outcome: refused || !asked.writes ? "not-done" : "unknown",
      advice: "Look whether the bot's network reaches AWS, and whether AWS_ENDPOINT_URL is right if it is set.",
    },
  );
}

/** The answer did not come in time. */
export function awsTimeout(asked: Asked, timeoutMs: number): Fault {
  return new Fault(`AWS ${asked.service} did not answer ${asked.action} within ${timeoutMs / 1000} s`, {
    service: "aws",
    code: "Timeout",
    retry: { kind: "backoff" },
    outcome: asked.writes ? "unknown" : "not-done",
    advice: "Ask again; if it stays so, look whether the bot's network reaches AWS.",
  });
}

function adviceOn(name: string, { service, action }: Asked): string | undefined {
  if (denied.test(name))
    return `Allow ${permissionPrefix[service] ?? service}:${permissionOf(service, action)} in the policy of the bot's role.`;
  if (unknownCaller.test(name)) return "The credentials of the bot are wrong or have expired; renew them.";
  if (throttled.test(name)) return "AWS takes no more calls for a moment; ask again in a few seconds.";
  return undefined;
}

// The calls whose permission has another name than the call.
function permissionOf(service: Asked["service"], action: string): string {
  return service === "s3" ? (action === "list-buckets" ? "ListAllMyBuckets" : "ListBucket") : pascalName(action);
}

function factsOf(error: unknown): { name: string; code?: string; message: string; status?: number } {
  if (!(error instanceof Error)) return { name: "Unknown", message: String(error) };
  const metadata = "$metadata" in error ? error.$metadata : undefined;
  const status =
    typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata
      ? metadata.httpStatusCode
      : undefined;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return {
    name: error.name,
    message: error.message || code || error.name,
    ...(code !== undefined && { code }),
    ...(typeof status === "number" && { status }),
  };
}
