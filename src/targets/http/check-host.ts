import { hostOf } from "../../clients/http-reach.ts";
import { check } from "../../operation/http.ts";
import { type Reader, reader, type Site } from "../target.ts";
import { printAnswer, redirectNote } from "./print-answer.ts";
import { type HttpParts, sendRequest } from "./send-request.ts";
import { summariseHealth } from "./summarise-health.ts";

/** `API  200  84 ms  {"status":"ok"}`; what does not fit the line follows below it. Filters get what curl prints. */
export function checkHost(parts: HttpParts): Reader {
  return reader(check, async (given, site, { signal }) => {
    const answer = await sendRequest(given, parts, site, signal);
    if (answer.kind === "refused") return answer;
    const piped = printAnswer(answer, given.showHeaders ?? false);
    const summary = summariseHealth(answer.text) ?? answer.statusText;
    const line = `${nameOf(given.url, site)}  ${answer.status}  ${Math.round(answer.tookMs)} ms  ${summary}`.trimEnd();
    // Short JSON is on the line already.
    const isSaid = !given.showHeaders && (answer.text === "" || summary.startsWith("{"));
    return { text: (isSaid ? line : `${line}\n${piped}`) + redirectNote(answer), piped, cut: answer.cut };
  });
}

function nameOf(url: string, { environment }: Site): string {
  return environment.healthChecks.find((known) => known.url === url)?.name ?? hostOf(url);
}
