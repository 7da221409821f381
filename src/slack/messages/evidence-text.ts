import type { Incident } from "../../incident/incident.ts";
import type { Evidence } from "../../store/runs.ts";
import type { ListedRun } from "../../store/runs-list.ts";
import { userOf } from "../person.ts";
import { utc } from "../time.ts";
import { marks, reference } from "./labels.ts";
import { secondsWords } from "./run-words.ts";

/** A run and everything it printed, for a file. */
export function evidenceText(
  incident: Incident,
  { started, at }: ListedRun,
  evidence: readonly Evidence[],
  outputs: ReadonlyMap<number, string>,
): string {
  const by = started.isAutomatic ? "by itself" : `asked by ${userOf(started.by)}`;
  const head = `${marks(incident)}${reference(incident)} · ${started.title} (${started.runbook}), ${by}, ${utc(at)}`;
  const items = evidence.map((one) => [...itemHead(one), outputs.get(one.item) ?? ""].join("\n").trimEnd());
  return `${[head, ...items].join("\n\n")}\n`;
}

function itemHead({ title, command, target, environment, startedAt, ended }: Evidence): readonly string[] {
  const outcome = ended ? `${ended.outcome} after ${secondsWords(ended.durationMs)}` : "was not seen to end";
  return [
    `== ${title} · ${environment} · ${target} · ${utc(startedAt)} · ${outcome}`,
    `$ ${command}`,
    ...(ended?.reason ? [`-- ${[ended.reason, ended.advice].filter(Boolean).join(". ")}`] : []),
    ...(ended?.cut ? [`-- cut: ${ended.cut}`] : []),
  ];
}
