import type { Button, KnownBlock } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import { type OpenRunbook, runbookSurface, tickOf } from "../../incident/open-runbook.ts";
import type { Workbook } from "../../runbook/library.ts";
import { canRun } from "../../runbook/plan-reads.ts";
import type { StepView } from "../../runbook/view-step.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button, context, header, markdown, plain, section } from "../blocks.ts";
import { escapeInline } from "../escape.ts";
import { clamp } from "../limits.ts";
import { mention } from "../person.ts";
import { writeRunbookValue } from "../runbook-value.ts";
import { checklistStep } from "./checklist-step.ts";
import { marks, reference } from "./labels.ts";
import { type Message, message, surfaceTag } from "./message.ts";

/** Where a checklist belongs. */
export interface Checklist {
  readonly incident: Incident;
  readonly slug: string;
  readonly open: OpenRunbook;
}

/** A runbook people work through, a page at a time. Without its file what was done stays to be read. */
export function checklist(list: Checklist, workbook: Workbook | undefined): Message {
  const { incident, slug, open } = list;
  const surface = surfaceTag(incident, runbookSurface(slug));
  const title = workbook?.title ?? open.title;
  const said = `${reference(incident)} · Runbook “${title}”`;
  if (!workbook) return message(said, [header(`📖 ${title}`), section(plain(lost(open)))], surface);
  const steps = workbook.pages.flatMap((page) => page.steps);
  const done = steps.filter(({ key }) => tickOf(open, key)).length;
  const page = Math.min(open.page, Math.max(0, workbook.pages.length - 1));
  const values = new Map(Object.entries(open.values).map(([name, { value }]) => [name, value]));
  const shown = workbook.view(page, values);
  let above: readonly string[] = [];
  const blocks: KnownBlock[] = [
    header(`📖 ${title}`),
    context(markdown(about(list, workbook, { page, done, of: steps.length }))),
    ...(open.hash === workbook.hash ? [] : changed(list, workbook, page)),
    ...shown.flatMap((step) => {
      const blocks = checklistStep(list, step, { isFirst: step.section.join("\n") !== above.join("\n") });
      above = step.section;
      return blocks;
    }),
    ...runningAndTurning(list, workbook, page, shown),
  ];
  return message(`${said}: ${done} of ${steps.length} steps done`, blocks, surface);
}

interface Progress {
  readonly page: number;
  readonly done: number;
  readonly of: number;
}

function about({ incident, open }: Checklist, workbook: Workbook, { page, done, of }: Progress): string {
  const pages = workbook.pages.length > 1 ? [`page ${page + 1} of ${workbook.pages.length}`] : [];
  const parts = [
    `${marks(incident)}${reference(incident)}`,
    of === 0 ? "nothing in it is to be done: read it where it is kept" : `*${done} of ${of}* steps done`,
    ...pages,
    ...(workbook.environment ? [escapeInline(workbook.environment)] : []),
    ...(workbook.owner ? [`kept by ${escapeInline(clamp(workbook.owner, 80))}`] : []),
    `opened by ${mention(open.openedBy)}`,
  ];
  return parts.join(" · ");
}

/** A tick belongs to the step as it was worded: what has been changed stands unticked. */
function changed({ incident, slug, open }: Checklist, workbook: Workbook, page: number): readonly KnownBlock[] {
  const keys = new Set(workbook.pages.flatMap(({ steps }) => steps.map(({ key }) => key)));
  const gone = Object.keys(open.ticks).filter((key) => !keys.has(key)).length;
  const ticks = gone === 0 ? "All ticks still fit." : `${gone === 1 ? "One tick" : `${gone} ticks`} no longer fit.`;
  const text = `⚠️ The runbook was changed after it was opened here. Below is the new text. ${ticks}`;
  const value = writeRunbookValue({ incident: incident.id, version: incident.version, slug, page });
  return [{ ...section(plain(text), button("Go on with it", actionIds.openRunbook, { value })), block_id: "changed" }];
}

const lost = ({ ticks }: OpenRunbook): string => {
  const done = Object.keys(ticks).length;
  return `⚠️ The file of this runbook is no longer there. ${done === 0 ? "No step" : `${done} step${done === 1 ? "" : "s"}`} of it was done; the timeline has them.`;
};

/** *Run all reads* of what is shown, and the pages before and after it. */
function runningAndTurning(
  { incident, slug }: Checklist,
  { pages }: Workbook,
  page: number,
  shown: readonly StepView[],
): readonly KnownBlock[] {
  const turn = (to: number, label: (title: string) => string, actionId: string): readonly Button[] => {
    const target = pages[to];
    const value = writeRunbookValue({ incident: incident.id, version: incident.version, slug, page: to });
    return target ? [button(label(clamp(target.title, 40)), actionId, { value })] : [];
  };
  const here = writeRunbookValue({ incident: incident.id, version: incident.version, slug, page });
  const isRunnable = shown.flatMap(({ commands }) => commands).some(canRun);
  const buttons = [
    ...(isRunnable ? [button("🔎 Run all reads", actionIds.runPage, { value: here })] : []),
    ...turn(page - 1, (title) => `◀ ${title}`, actionIds.runbookBack),
    ...turn(page + 1, (title) => `${title} ▶`, actionIds.runbookOn),
  ];
  return buttons.length > 0 ? [actions("pages", buttons)] : [];
}
