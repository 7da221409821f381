import { readCommands } from "../../src/command-line/read-commands.ts";
import type { CommandEntry, Reading } from "../../src/command-line/reading.ts";
import { normalise } from "../../src/runbook/normalise.ts";

/** The entries of a text as a runbook would read it. */
export function entriesOf(text: string): readonly CommandEntry[] {
  return readCommands(normalise(text)).entries;
}

/** The reading of a text that is one command. */
export function read(text: string): Reading {
  const entries = entriesOf(text);
  const [entry] = entries;
  if (!entry || entries.length !== 1) throw new Error(`${entries.length} commands in: ${text}`);
  return entry.reading;
}

/** `change kubernetes.scale`, or `manual`. */
export function summary(text: string): string {
  const reading = read(text);
  return reading.kind === "manual" ? "manual" : `${reading.risk} ${reading.operation.name}`;
}

export function argumentsOf(text: string): Readonly<Record<string, unknown>> {
  const reading = read(text);
  if (reading.kind === "manual") throw new Error(`manual: ${reading.reason}`);
  return reading.operation.arguments;
}

export function reasonOf(text: string): string {
  const reading = read(text);
  return reading.kind === "manual" ? reading.reason : `understood as ${reading.operation.name}`;
}
