import type { Answer, AwsCall, AwsDoor } from "./aws-door.ts";
import { awsServices } from "./services.ts";

const pagesAtMost = 50;
const charactersAtMost = 5_000_000;

export interface Pages {
  readonly answer: Answer;
  /** In words, when there was more than may be read. */
  readonly cut?: string | undefined;
}

/** Every page of an answer as one, lists joined, as the command line does unless the number of results was given. */
export async function readPages(door: AwsDoor, call: AwsCall, signal: AbortSignal): Promise<Pages> {
  const { paging } = awsServices[call.service];
  const onePage = ["limit", "MaxRecords"].some((key) => Reflect.get(call.input, key) !== undefined);
  const whole: Answer = {};
  let characters = 0;
  let token: string | undefined;
  for (let page = 1; ; page++) {
    const input = token === undefined ? call.input : { ...call.input, [paging.request]: token };
    const answer = await door.call({ ...call, input }, signal);
    join(whole, answer);
    const next = answer[paging.answer];
    if (onePage || typeof next !== "string" || next === "" || next === token) break;
    delete whole[paging.answer];
    token = next;
    characters += JSON.stringify(answer).length;
    if (page === pagesAtMost) return { answer: whole, cut: `the first ${pagesAtMost} pages; there are more` };
    if (characters > charactersAtMost) return { answer: whole, cut: "the first 5 MB; there is more" };
  }
  return { answer: whole };
}

function join(whole: Answer, answer: Answer): void {
  for (const [key, value] of Object.entries(answer)) {
    const known = whole[key];
    if (Array.isArray(known) && Array.isArray(value)) known.push(...value);
    else whole[key] = value;
  }
}
