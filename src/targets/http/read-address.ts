import { request } from "../../operation/http.ts";
import { type Reader, reader } from "../target.ts";
import { printAnswer, redirectNote } from "./print-answer.ts";
import { type HttpParts, sendRequest } from "./send-request.ts";

/** GET, HEAD and OPTIONS of JSON APIs, printed as curl prints them. A status that says no is printed, too. */
export function readAddress(parts: HttpParts): Reader {
  return reader(request, async (given, site, { signal }) => {
    const answer = await sendRequest(given, parts, site, signal);
    if (answer.kind === "refused") return answer;
    const piped = printAnswer(answer, given.showHeaders ?? false);
    const said = answer.status >= 400 && !given.showHeaders ? `${answer.status} ${answer.statusText}\n` : "";
    return { text: said + piped + redirectNote(answer), piped, cut: answer.cut };
  });
}
