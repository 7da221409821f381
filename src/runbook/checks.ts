import { cronProblem, lastRun, nextRun } from "../catalog/cron.ts";
import { separateFrontMatter } from "./front-matter.ts";
import { pagesOf } from "./pages.ts";
import { type RunbookFile, readRunbook } from "./read-runbook.ts";

/** When a checklist of a service is due, as the front matter of its `checks.md` says. */
export interface CheckSchedule {
  readonly service: string;
  /** `Daily checks`: also the heading its boxes stand under. */
  readonly list: string;
  readonly cron: string;
  readonly timeZone: string;
}

export interface CheckItem {
  /** Made of its content: another one once it is worded differently. */
  readonly key: string;
  readonly text: string;
  /** How it is looked at, as the file writes it. */
  readonly commands: readonly string[];
}

type Instant = string;

/** Schedules of a file, without reading its steps; one whose cron or time zone means nothing is left out and named. */
export function schedulesOf(file: RunbookFile): {
  readonly schedules: readonly CheckSchedule[];
  readonly problems: readonly string[];
} {
  const { frontMatter } = separateFrontMatter(file.text);
  const service = frontMatter.service ?? file.path.split("/").at(-2) ?? "";
  const schedules = frontMatter.schedule.map(({ name, cron, timeZone }) => ({ service, list: name, cron, timeZone }));
  const problems = schedules.flatMap((schedule) => {
    const problem = cronProblem(schedule);
    return problem === undefined ? [] : [`${file.path}: ${schedule.list}: ${problem}`];
  });
  return { schedules: schedules.filter((schedule) => cronProblem(schedule) === undefined), problems };
}

/** What is to be checked: the boxes under the heading of that name, each with the commands below it. */
export function checkItemsOf(file: RunbookFile, list: string): readonly CheckItem[] {
  const { runbook } = readRunbook(file);
  const items: { key: string; text: string; commands: string[] }[] = [];
  for (const { key, title, section, commands } of pagesOf(runbook).flatMap(({ steps }) => steps)) {
    if (!section.includes(list)) continue;
    const texts = commands.map(({ text }) => text);
    const last = items.at(-1);
    if (last?.text === title) last.commands.push(...texts);
    else items.push({ key, text: title, commands: texts });
  }
  return items;
}

/** The first time after `after` that it is due. Undefined for a schedule that never comes again. */
export const nextDue = (schedule: CheckSchedule, after: Instant): Instant | undefined => nextRun(schedule, after);

/** The last time that it was due until `now`. */
export const lastDue = (schedule: CheckSchedule, now: Instant): Instant | undefined => lastRun(schedule, now);
