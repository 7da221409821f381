import type { Button, ImageBlock, KnownBlock, RichTextElement } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import { type RunSummary, runSurface } from "../../incident/run.ts";
import type { RunStarted } from "../../incident/run-event.ts";
import type { Evidence } from "../../store/runs.ts";
import type { KeptPicture } from "../../store/runs-pictures.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button } from "../blocks.ts";
import { clamp } from "../limits.ts";
import { line, quote, type RichTextPart, richText, strong, who, words } from "../rich-text.ts";
import { writeRunValue } from "../run-value.ts";
import { marks, reference } from "./labels.ts";
import { type Message, message, surfaceTag } from "./message.ts";
import { runItemParts } from "./run-item-parts.ts";
import { stateWords } from "./run-words.ts";
import { shareRoom } from "./share-room.ts";

export interface RunShown {
  readonly incident: Incident;
  readonly summary: RunSummary;
  readonly plan: RunStarted;
  readonly evidence: readonly Evidence[];
  /** What a command that still runs has printed so far, by its place in the plan. */
  readonly printed: (item: number) => string;
  readonly pictures: readonly KeptPicture[];
}

/** Slack takes some 12,000 characters a message: what is not output needs its part of it. */
const roomForOutput = 6500;
const longestLeft = 1200;
const mostPictures = 5;

/** One run: what was asked, each command with what it printed, and what did not run. Output is never markup. */
export function runMessage(shown: RunShown): Message {
  const { incident, summary, plan, evidence } = shown;
  const ended = evidence.filter(({ ended }) => ended).length;
  const said = `${marks(incident)}${reference(incident)} · ${summary.title}: ${stateWords(summary, ended)}`;
  const blocks: KnownBlock[] = [
    richText(line(...headOf(shown, ended))),
    ...(summary.state.kind === "refused"
      ? [richText(line(words("Nothing was run:")), quote(clamp(summary.state.reason, 600)))]
      : itemBlocks(shown)),
    ...leftBlocks(plan),
    ...buttonsOf(incident, summary),
  ];
  return message(said, blocks, surfaceTag(incident, runSurface(summary.run)));
}

function headOf({ summary, plan }: RunShown, ended: number): readonly RichTextElement[] {
  const from = summary.runbook === summary.title ? "" : ` · ${clamp(summary.runbook, 100)}`;
  const where = plan.items[0] ? ` · ${plan.items[0].environment}` : "";
  const asked = summary.isAutomatic
    ? [words(" · by itself, because an alert declared it")]
    : [words(" · asked by "), who(summary.by)];
  const stopped = summary.state.kind !== "refused" && summary.state.cancelledBy;
  return [
    strong(`🔎 ${clamp(summary.title, 150)}`),
    words(`${from}${where}`),
    ...asked,
    words(` · ${stateWords(summary, ended)}`),
    ...(stopped ? [words(" · stopped by "), who(stopped)] : []),
  ];
}

function itemBlocks({ plan, evidence, printed, pictures, summary }: RunShown): readonly KnownBlock[] {
  const known = new Map(evidence.map((one) => [one.item, one]));
  const texts = plan.items.map((_, at) => known.get(at)?.ended?.excerpt ?? printed(at));
  const shares = shareRoom(
    texts.map(({ length }) => length),
    roomForOutput,
  );
  let title = "";
  const blocks = plan.items.flatMap((item, at): KnownBlock[] => {
    const isNew = item.title !== title;
    title = item.title;
    const evidenceOfIt = known.get(at);
    const isOver = summary.state.kind === "finished";
    const parts: readonly RichTextPart[] = runItemParts({
      item,
      evidence: evidenceOfIt,
      text: texts[at] ?? "",
      length: shares[at] ?? 0,
      hasTitle: isNew,
      isOver,
    });
    return [richText(...parts), ...pictureBlocks(pictures.filter((picture) => picture.item === at))];
  });
  return blocks;
}

/** Only what Slack has already: its name for the file. */
const pictureBlocks = (pictures: readonly KeptPicture[]): readonly ImageBlock[] =>
  pictures
    .slice(0, mostPictures)
    .flatMap(({ file, shown, alternative }) =>
      file && shown === "embedded"
        ? [{ type: "image", slack_file: { id: file }, alt_text: clamp(alternative, 1900) || "chart" }]
        : [],
    );

/** What does not run here, in a few lines: the same reason is said once. */
function leftBlocks({ left }: RunStarted): readonly KnownBlock[] {
  if (left.length === 0) return [];
  const reasons = new Map<string, string[]>();
  for (const { title, reason } of left) reasons.set(reason, [...(reasons.get(reason) ?? []), title]);
  const said = [...reasons].map(([reason, titles]) => `${[...new Set(titles)].join(", ")}: ${reason}`);
  return [richText(line(words("Not run here", { bold: true })), line(words(clamp(said.join("\n"), longestLeft))))];
}

function buttonsOf(incident: Incident, { run, state }: RunSummary): readonly KnownBlock[] {
  const value = writeRunValue({ incident: incident.id, version: incident.version, run });
  const again = button("Run again", actionIds.runAgain, { value });
  const shown: readonly Button[] =
    state.kind === "running"
      ? [button("Cancel", actionIds.cancelRun, { value })]
      : state.kind === "refused"
        ? [again]
        : [again, button("Show all", actionIds.showAllRun, { value })];
  return state.kind === "running" && state.cancelledBy ? [] : [actions(`run-${run}`, shown)];
}
