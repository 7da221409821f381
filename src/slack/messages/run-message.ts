import type { Button, ImageBlock, KnownBlock, RichTextElement } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import { type RunSummary, runSurface } from "../../incident/run.ts";
import type { RunStarted } from "../../incident/run-event.ts";
import type { Evidence } from "../../store/runs.ts";
import type { KeptPicture } from "../../store/runs-pictures.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button } from "../blocks.ts";
import { clamp, limits } from "../limits.ts";
import { line, quote, type RichTextPart, richText, strong, who, words } from "../rich-text.ts";
import { writeRunValue } from "../run-value.ts";
import { marks, reference } from "./labels.ts";
import { type Message, message, surfaceTag } from "./message.ts";
import { roomAmong, runItemParts } from "./run-item-parts.ts";
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

/** Slack takes some 11,000 characters a message: the head, what is not run and the buttons need their part of it. */
const roomForItems = 8000;
const longestLeft = 1200;
/** The head, what is not run, the buttons. */
const blocksBeside = 3;

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

/** What is said of the commands comes first; their output shares what is left. */
function itemBlocks(shown: RunShown): readonly KnownBlock[] {
  const { plan, evidence, printed, pictures } = shown;
  const known = new Map(evidence.map((one) => [one.item, one]));
  const drawn = pictures.slice(0, limits.messageBlocks - blocksBeside - plan.items.length);
  const texts = plan.items.map((_, at) => known.get(at)?.ended?.excerpt ?? printed(at));
  const fixed = plan.items.reduce((sum, _, at) => sum + lengthOf(partsOf(shown, known.get(at), at, "", 0)), 0);
  const shares = shareRoom(
    texts.map(({ length }) => length),
    Math.max(0, roomForItems - fixed),
  );
  return plan.items.flatMap((_, at): KnownBlock[] => [
    richText(...partsOf(shown, known.get(at), at, texts[at] ?? "", shares[at] ?? 0)),
    ...pictureBlocks(drawn.filter((picture) => picture.item === at)),
  ]);
}

function partsOf(
  { plan: { items }, summary }: RunShown,
  evidence: Evidence | undefined,
  at: number,
  text: string,
  length: number,
): readonly RichTextPart[] {
  const item = items[at];
  if (!item) return [];
  const hasTitle = items[at - 1]?.title !== item.title;
  const isOver = summary.state.kind === "finished";
  return runItemParts({ item, evidence, text, length, room: roomAmong(items.length), hasTitle, isOver });
}

const lengthOf = (parts: readonly RichTextPart[]): number =>
  [...JSON.stringify(parts).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].reduce(
    (sum, [, text = ""]) => sum + text.length,
    0,
  );

/** Only what Slack has already: its name for the file. */
const pictureBlocks = (pictures: readonly KeptPicture[]): readonly ImageBlock[] =>
  pictures.flatMap(({ file, shown, alternative }) =>
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
