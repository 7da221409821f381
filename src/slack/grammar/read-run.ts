import type { CommandEntry } from "./commands.ts";
import type { Reading, Target } from "./reading.ts";
import { plainWords } from "./words.ts";

/** `[runbook]`; without a word it is asked which ones fit. */
export const readRun = (entry: CommandEntry, target: Target, words: string): Reading => ({
  kind: "run",
  entry,
  target,
  words: plainWords(words),
});

/** What was run, and what it printed. */
export const readEvidence = (entry: CommandEntry, target: Target): Reading => ({ kind: "evidence", entry, target });
