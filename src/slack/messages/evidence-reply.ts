import type { KnownBlock } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import type { ListedRun } from "../../store/runs-list.ts";
import { actionIds } from "../action-ids.ts";
import { button, context, markdown, plain, section } from "../blocks.ts";
import { escapeInline } from "../escape.ts";
import { clamp } from "../limits.ts";
import { mention } from "../person.ts";
import { writeRunValue } from "../run-value.ts";
import { localTime } from "../time.ts";
import { marks, reference } from "./labels.ts";
import { type Message, message } from "./message.ts";
import { countsWords, markOf, secondsWords } from "./run-words.ts";

/** As many as are looked through; older ones are on the timeline. */
export const mostListed = 15;

/** What was run in an incident, newest first. */
export function evidenceReply(incident: Incident, runs: readonly ListedRun[]): Message {
  const head = `${marks(incident)}${reference(incident)} · What was run`;
  if (runs.length === 0) {
    const none = "Nothing was run here yet. /incident run shows what can be.";
    return message(none, [section(plain(none))]);
  }
  const note = runs.length < mostListed ? "" : `The last ${runs.length}. `;
  return message(head, [
    section(plain(head)),
    ...runs.map((one) => entry(incident, one)),
    context(plain(`${note}Show opens what was printed; Show all below a run's own message sends it as a file.`)),
  ]);
}

function entry(incident: Incident, listed: ListedRun): KnownBlock {
  const { run, at, started } = listed;
  const value = writeRunValue({ incident: incident.id, version: incident.version, run });
  const who = started.isAutomatic ? "by itself" : mention(started.by);
  const text = `${endWords(listed)}\n*${escapeInline(clamp(started.title, 150))}* · ${who} · ${localTime(at)}`;
  return { ...section(markdown(text), button("Show", actionIds.showEvidence, { value })), block_id: `evidence-${run}` };
}

function endWords({ ended }: ListedRun): string {
  if (!ended) return "⏳ running";
  if (ended.kind === "run-refused") return `🚫 ${escapeInline(clamp(ended.reason, 300))}`;
  return `${markOf(ended.counts)} ${countsWords(ended.counts)} · ${secondsWords(ended.seconds * 1000)}`;
}
