import { z } from "zod";
import { Fault } from "../../clients/fault.ts";
import { hostOf, reachOf } from "../../clients/http-reach.ts";
import type { OperationDefinition } from "../../operation/definition.ts";
import { type Changer, changer, type Done, type Preview, type Refused, type Site } from "../target.ts";
import { isSecret, redirectNote } from "./print-answer.ts";
import { reachOfEnvironment } from "./reach-of-environment.ts";
import { type Answered, type Asked, type HttpParts, sendRequest } from "./send-request.ts";

const pinned = z.strictObject({ url: z.string() });

/** A call that changes something: shown whole, sent once, never sent again. What the service does with it is its own. */
export function changeAddress<A extends Asked>(definition: OperationDefinition<A>, parts: HttpParts): Changer {
  return changer(definition, {
    pinned,
    preview: async (given, site) => previewOf(given, site),
    async run(given, { url }, site, { signal, dryRun, beforeSending }) {
      const call = `${given.method} ${url}`;
      if (dryRun)
        return { kind: "done", text: `Drill: ${call} was not sent; a service cannot be asked to only check it.` };
      await beforeSending();
      const answer = await sendRequest({ ...given, url }, parts, site, signal);
      return answer.kind === "refused" ? answer : doneBy(call, answer);
    },
    async verify(_given, { url }) {
      return { kind: "verified", text: `${hostOf(url)} accepted it. What it did with it is not read back.` };
    },
    async inspect(given, { url }) {
      return {
        kind: "unclear",
        text: `Nobody saw the answer to ${given.method} ${url}. Look at the service before it is asked for again.`,
      };
    },
  });
}

function previewOf(given: Asked, site: Site): (Preview & { readonly pinned: { url: string } }) | Refused {
  const { method, url, headers = {}, body = "" } = given;
  const reached = reachOf(new URL(url), reachOfEnvironment(site.environment));
  if (reached.kind === "refused") return reached;
  const sent = Object.entries(headers).map(([name, value]) => ({
    what: `header ${name}`,
    before: "",
    after: isSecret(name) ? "[hidden]" : value,
  }));
  return {
    kind: "preview",
    objects: [
      {
        name: `${method} ${url}`,
        changes: [...sent, ...(body === "" ? [] : [{ what: "body", before: "", after: body }])],
      },
    ],
    warnings: given.skipCertificateCheck
      ? ["The certificate of the host is not checked: anybody in between could answer."]
      : [],
    notPreviewed: ["The effect is not previewed: only the service knows what it does with this call."],
    fingerprint: { method, url, headers, body },
    pinned: { url },
  };
}

function doneBy(call: string, answer: Answered): Done {
  const { status, statusText, tookMs, text } = answer;
  const said = text.length > mostText ? `${text.slice(0, mostText)}…` : text;
  if (status < 400) {
    const line = `${call} answered ${status} ${statusText} in ${Math.round(tookMs)} ms`;
    return { kind: "done", text: [line, said].filter(Boolean).join("\n") + redirectNote(answer) };
  }
  throw new Fault(`${call} was answered with ${status} ${statusText}${said === "" ? "" : `: ${said.slice(0, 500)}`}`, {
    service: "http",
    code: String(status),
    retry: { kind: "never" },
    // Who says no has done nothing; who breaks may have begun.
    outcome: status < 500 ? "not-done" : "unknown",
    advice: adviceFor(status),
  });
}

const mostText = 20_000;

function adviceFor(status: number): string {
  if (status === 401 || status === 403) return "Look at the token the catalog names for it, and at its rights.";
  if (status < 500) return "Look at the address and the body.";
  return "Look at the service's logs whether it was done, before it is asked for again.";
}
