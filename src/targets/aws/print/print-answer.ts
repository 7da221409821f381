import { search } from "@jmespath-community/jmespath";
import { stringify } from "yaml";
import type { AwsArguments } from "../../../operation/aws/action.ts";
import { isRecord, type Plain } from "../plain.ts";
import { printTable } from "./print-table.ts";
import { printText } from "./print-text.ts";

/** An answer through `--query` and `--output`, as the command line of AWS prints it. `title` heads a table: `DescribeAlarms`. */
export function printAnswer(answer: Plain, given: AwsArguments, title: string): string {
  const chosen = typeof given.query === "string" ? search(answer, given.query) : answer;
  switch (given.output) {
    case "text":
      return printText(chosen);
    case "table":
      return printTable(title, chosen);
    case "yaml":
      return stringify(chosen, { lineWidth: 0 });
    default:
      return isRecord(chosen) && Object.keys(chosen).length === 0 ? "" : `${JSON.stringify(chosen, null, 4)}\n`;
  }
}
