import { parseArgs } from "node:util";
import { answering } from "./answering.ts";
import { compiling } from "./compiling.ts";
import { declaring } from "./declaring.ts";
import { diagnosing } from "./diagnosing.ts";
import { growing } from "./growing.ts";
import { remembering } from "./remembering.ts";
import { resting } from "./resting.ts";
import type { Row } from "./row.ts";

/** `npm run bench -- [--json] [rows…]`: measures, prints, asserts nothing. */
const measures: Readonly<Record<string, () => Promise<Row>>> = {
  answering,
  declaring,
  diagnosing,
  compiling,
  remembering,
  growing,
  resting,
};

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const unknown = positionals.filter((name) => !(name in measures));
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(", ")}. Rows: ${Object.keys(measures).join(", ")}.`);
  process.exit(1);
}

const rows: Row[] = [];
for (const [name, measure] of Object.entries(measures)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  if (!values.json) console.error(`measuring: ${name} …`);
  rows.push(await measure());
}
console.log(values.json ? JSON.stringify(rows, null, 2) : rows.map(shown).join("\n\n"));

function shown({ name, measure, figures, aim, isMet }: Row): string {
  const width = Math.max(...Object.keys(figures).map((label) => label.length));
  const lines = Object.entries(figures).map(([label, value]) => `  ${label.padEnd(width)}  ${value}`);
  return [`${name}: ${measure}`, ...lines, `  aim: ${aim} – ${isMet ? "met" : "missed"}`].join("\n");
}
