import type { Commit } from "./commit.ts";

export interface PrintedCommit extends Commit {
  /** Paths, when they were asked for. */
  readonly files?: readonly string[] | undefined;
}

/** As `git log` prints it, or with `oneLine` as `git log --oneline`. E-mail addresses are left out. */
export function printLog(commits: readonly PrintedCommit[], oneLine: boolean): string {
  return commits.map((commit) => (oneLine ? printLine(commit) : printLong(commit))).join(oneLine ? "\n" : "\n\n");
}

function printLine({ sha, message, files = [] }: PrintedCommit): string {
  const [subject = ""] = message.split(/\r?\n/, 1);
  return [`${sha.slice(0, 7)} ${withoutAddresses(subject)}`, ...files].join("\n");
}

function printLong({ sha, author, date, message, files = [] }: PrintedCommit): string {
  const text = withoutAddresses(message).trimEnd().split(/\r?\n/);
  return [
    `commit ${sha}`,
    `Author: ${withoutAddresses(author)}`,
    `Date:   ${sayDate(date)}`,
    "",
    ...text.map((line) => `    ${line}`.trimEnd()),
    ...(files.length > 0 ? ["", ...files] : []),
  ].join("\n");
}

function sayDate(iso: string): string {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? "unknown" : `${new Date(ms).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function withoutAddresses(text: string): string {
  return text.replace(/\s*<[^<>\s]+@[^<>\s]+>/g, "").replace(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, "[e-mail]");
}
