import { savedFile } from "../operation/saved-file.ts";
import type { ShellStage } from "./shell.ts";
import type { ToolResult } from "./tool-result.ts";

/**
 * `pg_dump … > FILE` and `pg_dump … | gzip > FILE` as a Job that saves where the catalog says; undefined when it is anything else.
 * pg_dump compresses by itself what gzip would, as long as it writes plain SQL.
 */
export function readSavedDump(stages: readonly ShellStage[]): ToolResult | undefined {
  const [dump, zip, ...more] = stages;
  const last = stages.at(-1);
  const [redirect, ...others] = last?.redirects ?? [];
  const saveTo = /^>\s*(\S.*)$/.exec(redirect ?? "")?.[1]?.replace(/^"(.*)"$/, "$1") ?? "";
  if (!dump || more.length > 0 || others.length > 0 || !savedFile.test(saveTo)) return undefined;
  if (zip && (dump.redirects.length > 0 || textOf(zip) !== "gzip")) return undefined;
  if (stages.some(({ assignments, words }) => assignments.length > 0 || words.some(hasProblem))) return undefined;
  const [program, ...words] = dump.words.map(({ value }) => value);
  if (program !== "pg_dump" || words.some((word) => /^(-f|--file)/.test(word))) return undefined;
  if (zip && words.some((word) => /^(-F|--format|-Z|--compress)/.test(word))) return undefined;
  const given = { program, arguments: zip ? [...words, "--compress=6"] : words, saveTo };
  return { kind: "job", operation: { name: "job.run", arguments: given } };
}

const textOf = ({ words }: ShellStage): string => words.map(({ value }) => value).join(" ");

const hasProblem = ({ problem, inputs }: ShellStage["words"][number]): boolean =>
  problem !== undefined || inputs.length > 0;
