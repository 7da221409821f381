import type { HttpAnswer, HttpCall, HttpDoor } from "../../clients/http.ts";
import { textOf } from "../../clients/http-body.ts";
import { putInSecrets } from "../../operation/secret.ts";
import type { LookUp, Refused, Site } from "../target.ts";
import { reachOfEnvironment } from "./reach-of-environment.ts";

export interface HttpParts {
  readonly door: HttpDoor;
  readonly lookUp: LookUp;
}

/** What is asked, with secrets still as marks. */
export interface Asked {
  readonly url: string;
  readonly method: HttpCall["method"];
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly followRedirects?: boolean | undefined;
  readonly skipCertificateCheck?: boolean | undefined;
}

/** An answer whose text holds none of the secrets that were sent. */
export interface Answered extends Omit<HttpAnswer, "bytes"> {
  readonly text: string;
  /** `the first 5 MB of 12 MB`. */
  readonly cut: string | undefined;
}

/** One call. Secrets are put into headers here and nowhere earlier; a service that echoes them does not make them readable. */
export async function sendRequest(
  asked: Asked,
  { door, lookUp }: HttpParts,
  site: Site,
  signal: AbortSignal,
): Promise<Answered | Refused> {
  const used: string[] = [];
  const headers: Record<string, string> = {};
  for (const [name, marked] of Object.entries(asked.headers ?? {})) {
    const value = putInSecrets(marked, (variable) => {
      const secret = lookUp(variable);
      if (secret) used.push(secret);
      return secret;
    });
    if (value === undefined) return refused(`the secret of header ${name} is not set where the bot runs`);
    headers[name] = value;
  }
  const outcome = await door.call(
    {
      ...asked,
      headers,
      timeoutMs: Math.min(asked.timeoutSeconds || usualSeconds, mostSeconds) * 1000,
      maxBytes,
      signal,
      service: "http",
    },
    reachOfEnvironment(site.environment),
  );
  if (outcome.kind === "refused") return outcome;
  const { bytes, ...answer } = outcome;
  const contentType = headerOf(answer, "content-type") ?? "";
  return {
    ...answer,
    headers: answer.headers.map(([name, value]) => [name, withoutSecrets(value, used)] as const),
    text: withoutSecrets(textOf(bytes, contentType), used),
    cut: answer.isCut ? cutOf(Number(headerOf(answer, "content-length"))) : undefined,
  };
}

const usualSeconds = 10;
const mostSeconds = 300;
const maxBytes = 5_000_000;

function headerOf({ headers }: Pick<HttpAnswer, "headers">, wanted: string): string | undefined {
  return headers.find(([name]) => name === wanted)?.[1];
}

function cutOf(length: number): string {
  return length > maxBytes ? `the first 5 MB of ${Math.round(length / 1e6)} MB` : "the first 5 MB";
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      Buffer.from(secret).toString("base64"),
    ])
    .reduce((clean, form) => clean.replaceAll(form, "[secret]"), text);
}

function refused(reason: string): Refused {
  return { kind: "refused", reason };
}
