import { join } from "node:path";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { readFiles } from "../../src/read-files.ts";
import { checkRunbooks } from "../../src/runbook/check-runbooks.ts";
import { median, type Row, rounded } from "./row.ts";

const count = 1000;
const rounds = 5;

/** What it costs to turn a folder of 1,000 runbooks into operations, against parsing their Markdown alone. */
export async function compiling(): Promise<Row> {
  const shipped = await readFiles(join(import.meta.dirname, "../../runbooks"), [".md"]);
  const files = Array.from({ length: count }, (_, at) => {
    const { path = "", text = "" } = shipped[at % shipped.length] ?? {};
    return { path: `${at}/${path}`, text: `${text}\n<!-- ${at} -->\n` };
  });
  const markdown = unified().use(remarkParse).use(remarkGfm).freeze();
  const took = { parsing: [] as number[], compiling: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    took.parsing.push(timed(() => files.forEach(({ text }) => void markdown.parse(text))));
    took.compiling.push(timed(() => checkRunbooks(files)));
  }
  const ratio = median(took.compiling) / median(took.parsing);
  const { commands } = checkRunbooks(files.slice(0, shipped.length)).totals;
  return {
    name: "compiling",
    measure: `reading and checking ${count} runbooks ÷ remark parsing alone of the same`,
    figures: {
      ratio: rounded(ratio),
      "compiling ms": rounded(median(took.compiling)),
      "parsing ms": rounded(median(took.parsing)),
      "commands in the shipped runbooks": commands,
    },
    ratio: rounded(ratio),
    aim: "≤ 2",
    isMet: ratio <= 2,
  };
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
