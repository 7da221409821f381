import type { AwsArguments } from "../../../operation/aws/action.ts";
import { type Output, type Reader, type Refused, reader } from "../../target.ts";
import { actionInput } from "../action-input.ts";
import { pascalName } from "../api-words.ts";
import type { Answer } from "../aws-door.ts";
import { type AwsOperation, type AwsParts, noRegion, regionOf } from "../aws-parts.ts";
import { hideSecrets } from "../hide-secrets.ts";
import { printAnswer } from "../print/print-answer.ts";
import { readPages } from "../read-pages.ts";
import { isServiceName } from "../services.ts";

/** What is done with an answer beside printing it. */
type Treat = (
  answer: Answer,
  given: AwsArguments,
) => Promise<{ readonly answer: Answer; readonly pictures?: Output["pictures"] }>;

/** Any action that asks once and prints the answer, as the command line prints it. */
export function describeReader({ action, definition }: AwsOperation, parts: AwsParts, treat?: Treat): Reader {
  return reader(definition, async (given, site, doing): Promise<Output | Refused> => {
    const region = regionOf(given, site);
    if (region === undefined) return noRegion(site);
    if (!isServiceName(action.service)) throw new Error(`${action.service} has no client`);
    const read = actionInput(action, given, parts.now());
    if (read.kind === "refused") return read;
    const call = { service: action.service, action: action.action, input: read.input, region };
    const { answer, cut } = await readPages(parts.door, call, doing.signal);
    const treated = (await treat?.(answer, given)) ?? { answer };
    const text = printAnswer(hideSecrets(treated.answer), given, pascalName(action.action));
    return { text, ...(cut !== undefined && { cut }), ...(treated.pictures && { pictures: treated.pictures }) };
  });
}
