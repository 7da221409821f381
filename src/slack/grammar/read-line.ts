import { probablyMeant } from "../../catalog/closest.ts";
import { type CommandEntry, commandOf, formOf, type IncidentWord } from "./commands.ts";
import { readFreeze, readRestart, readRollback, readScale } from "./read-change.ts";
import { readPostMortem, readSnooze } from "./read-clock-command.ts";
import { readDeclare } from "./read-declare.ts";
import { readConvert, readDrill, readEmergency } from "./read-emergency.ts";
import { readLead, readReopen, readResolve, readSeverity, readUpdate } from "./read-incident-command.ts";
import { readList } from "./read-list.ts";
import { readPage } from "./read-page-command.ts";
import { readMerge, readRole, readTimeline } from "./read-people-command.ts";
import { readEvidence, readRun } from "./read-run.ts";
import { readStats } from "./read-stats.ts";
import { readTarget } from "./read-target.ts";
import type { Reading, Speaker, Target } from "./reading.ts";
import { firstWord, lookup, plainWords } from "./words.ts";

/** Reads what stands behind `/incident`. */
export function readLine(text: string, speaker: Speaker): Reading {
  const { word, rest } = firstWord(text);
  if (!word) return { kind: "here" };
  // A lone "?" is all punctuation and still a command.
  const entry = commandOf.get(lookup(word)) ?? commandOf.get(word);
  if (!entry) return unknownWord(word);
  switch (entry.word) {
    case "help":
      return { kind: "help", entry: commandOf.get(lookup(firstWord(rest).word)) };
    case "list":
      return readList(entry, rest, speaker);
    case "stats":
      return readStats(entry, rest, speaker);
    case "freeze":
      return readFreeze("freeze", rest, speaker);
    case "unfreeze":
      return readFreeze("lift", rest, speaker);
    case "declare":
      return readDeclare(rest, speaker);
    case "emergency":
      return readEmergency(rest, speaker);
    case "drill":
      return readDrill(entry, rest, speaker);
    case "convert":
      return readConvert(rest, speaker);
    case "merge":
      return readMerge(entry, rest);
    case "ack":
    case "update":
    case "severity":
    case "lead":
    case "role":
    case "run":
    case "evidence":
    case "rollback":
    case "restart":
    case "scale":
    case "timeline":
    case "page":
    case "escalate":
    case "snooze":
    case "resolve":
    case "confirm":
    case "reopen":
    case "postmortem":
    case "clocks": {
      const { target, words } = readTarget(rest);
      return readIncidentCommand(entry, entry.word, target, { ...speaker, typed: lookup(word), words });
    }
  }
}

function readIncidentCommand(
  entry: CommandEntry,
  word: Exclude<IncidentWord, "merge">,
  target: Target,
  line: Speaker & { readonly typed: string; readonly words: string },
): Reading {
  switch (word) {
    case "update":
      return readUpdate(entry, target, line.words);
    case "severity":
      return readSeverity(entry, target, line.words);
    case "lead":
      return readLead(entry, target, line);
    case "role":
      return readRole(entry, target, line);
    case "run":
      return readRun(entry, target, line.words);
    case "evidence":
      return readEvidence(entry, target);
    case "rollback":
      return readRollback(entry, target, line.words);
    case "restart":
      return readRestart(entry, target, line.words);
    case "scale":
      return readScale(entry, target, line.words);
    case "timeline":
      return readTimeline(entry, target, line.words);
    case "resolve":
      return readResolve(entry, target, line.words);
    case "reopen":
      return readReopen(entry, target, line.words);
    case "ack":
      return { kind: "ask", entry, target, ask: { kind: "acknowledge" } };
    case "page":
      return readPage(entry, target, line);
    case "escalate":
      return { kind: "ask", entry, target, ask: { kind: "escalate" } };
    case "snooze":
      return readSnooze(entry, target, line.words);
    case "confirm":
      return { kind: "ask", entry, target, ask: { kind: "confirm-resolved" } };
    case "postmortem":
      return readPostMortem(entry, target, line.words);
    case "clocks":
      return { kind: "clocks", entry, target };
  }
}

function unknownWord(word: string): Reading {
  const typed = plainWords(word).slice(0, 60);
  const meant = commandOf.get(probablyMeant(lookup(word), [...commandOf.keys()]) ?? "");
  const hint = meant
    ? `Did you mean ${formOf(meant)}?`
    : "To declare an incident: /incident declare [severity] [service] [title]. Everything else: /incident help.";
  return { kind: "wrong", sentence: `I do not know the command “${typed}”. ${hint}` };
}
