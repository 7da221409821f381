import { Fault } from "../../clients/fault.ts";
import type { HttpAnswer, HttpDoor } from "../../clients/http.ts";
import { textOf } from "../../clients/http-body.ts";
import { hostOf } from "../../clients/http-reach.ts";

/** One GET of a hosting's API through the guarded door. What is not a good answer is thrown as a `Fault` in words. */
export async function askHost(
  url: string,
  headers: Readonly<Record<string, string>>,
  door: HttpDoor,
  signal: AbortSignal,
): Promise<HttpAnswer & { readonly text: string }> {
  const host = hostOf(url);
  const answer = await door.call(
    {
      url,
      method: "GET",
      headers,
      // A renamed repository answers with its new place.
      followRedirects: true,
      timeoutMs: 20_000,
      maxBytes: 10_000_000,
      signal,
      service: "git",
    },
    { own: [host], listed: [] },
  );
  if (answer.kind === "refused")
    throw fault(`${host} was not asked: ${answer.reason}`, "refused", "Look at the catalog's link.");
  const text = textOf(answer.bytes, "");
  if (answer.status < 300) return { ...answer, text };
  const isLimited = answer.status === 429 || (answer.status === 403 && /rate limit/i.test(text));
  const advice = isLimited || answer.status < 500 ? adviceFor(answer.status, isLimited) : "Try again in a minute.";
  const what = isLimited ? "has had too many questions from here" : `answered ${answer.status} ${answer.statusText}`;
  throw fault(`${host} ${what}`, String(answer.status), advice);
}

function adviceFor(status: number, isLimited: boolean): string {
  if (isLimited) return "Wait a while, or set GITHUB_TOKEN or GITLAB_TOKEN: with a token more may be asked.";
  if (status === 404) {
    return "Look at the repository's link in the catalog and at the branch; a private one needs GITHUB_TOKEN or GITLAB_TOKEN.";
  }
  return "Look at GITHUB_TOKEN or GITLAB_TOKEN and what it may read.";
}

function fault(message: string, code: string, advice: string): Fault {
  const retry = /^(5\d\d|429)$/.test(code) ? ({ kind: "backoff" } as const) : ({ kind: "never" } as const);
  return new Fault(message, { service: "git", code, retry, outcome: "not-done", advice });
}

/** Somebody else answers at this address. */
export function unreadable(host: string): Fault {
  return fault(
    `${host} answered what is no list of commits`,
    "unreadable",
    "Look at the repository's link in the catalog.",
  );
}
