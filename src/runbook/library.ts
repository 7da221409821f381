import type { Catalog } from "../catalog/types.ts";
import { environmentOf, readingContext } from "./catalog-context.ts";
import type { PlannedCommand } from "./explain-command.ts";
import { separateFrontMatter } from "./front-matter.ts";
import { type KeyedStep, type Page, pagesOf } from "./pages.ts";
import { planReads, planWith, type ReadPlan } from "./plan-reads.ts";
import { type Occasion, rankRunbooks } from "./rank-runbooks.ts";
import { type RunbookFile, readRunbook } from "./read-runbook.ts";
import { refuseValue } from "./refuse-value.ts";
import type { Place } from "./resolve-target.ts";
import { slugOf } from "./slug.ts";
import type { Runbook } from "./types.ts";
import { type StepView, viewStep } from "./view-step.ts";

/** Every runbook there is. Each is read when it is first needed; what is kept of it is enough to find it. */
export interface RunbookLibrary {
  /** Reads one more runbook that may fit the service; false when there is none left to read. Ranking waits for none of it, but is slow before. */
  prepare(service: string): boolean;
  /** Those that fit, best first; those that share only the service come last. */
  rank(occasion: Occasion & { readonly service: string }): readonly Suggestion[];
  /** A runbook as it is worked through for a service. Undefined when there is no such file. */
  open(slug: string, service: string): Workbook | undefined;
}

export interface Suggestion {
  readonly slug: string;
  readonly title: string;
  readonly hash: string;
  /** The part that fits best. */
  readonly page: number;
  readonly reasons: readonly string[];
  /** More than its service speaks for it. */
  readonly isFitting: boolean;
  /** Some of its commands only look, and can be run by a button. */
  readonly hasReads: boolean;
}

export interface Workbook {
  readonly slug: string;
  readonly title: string;
  readonly hash: string;
  readonly owner?: string | undefined;
  readonly review?: string | undefined;
  /** Where its commands go; absent where the catalog names nothing. */
  readonly environment?: string | undefined;
  readonly pages: readonly Page[];
  /** The steps of a page with these values. */
  view(page: number, values: ReadonlyMap<string, string>): readonly StepView[];
  /** With `now`, what the hour means for its changes stands there, too. */
  viewStep(key: string, values: ReadonlyMap<string, string>, now?: string): StepView | undefined;
  /** What of these steps can be run with these values, and why the rest cannot. */
  planReads(steps: readonly KeyedStep[], values: ReadonlyMap<string, string>): readonly ReadPlan[];
  /** One command of a step, by its key and place, with these values alone. Undefined when there is none. */
  planCommand(step: string, command: number, values: Readonly<Record<string, string>>): PlannedCommand | undefined;
  /** Why a value cannot stand for a name, in words. */
  refuse(name: string, value: string): string | undefined;
}

interface Book {
  readonly file: RunbookFile;
  /** Only for this service, if it names one. */
  readonly service: string | undefined;
  /** Without steps and blocks, which are most of it. */
  summary?: { readonly runbook: Runbook; readonly pages: readonly number[]; readonly hasReads: boolean } | undefined;
}

// Those that are worked through; one is read again in some 10 ms.
const mostKept = 20;

export function createLibrary(files: readonly RunbookFile[], catalog: () => Catalog): RunbookLibrary {
  const books = new Map(files.map((file): [string, Book] => [slugOf(file.path), { file, service: serviceOf(file) }]));
  const kept = new Map<string, Runbook>();

  const placeOf = (key: string): Place | undefined => {
    const service = catalog().services.find((one) => one.key === key);
    const chosen = environmentOf(service);
    return service && chosen && { service, environmentName: chosen.name, environment: chosen.environment };
  };
  const read = (slug: string, { file }: Book, service: string): Runbook => {
    const key = `${service}/${slug}`;
    const runbook = kept.get(key) ?? readRunbook(file, readingContext(placeOf(service)?.environment)).runbook;
    kept.delete(key);
    kept.set(key, runbook);
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(oldest);
    return runbook;
  };
  const mayFit = (service: string) => [...books.values()].filter((one) => !one.service || one.service === service);

  return {
    prepare(service) {
      const next = mayFit(service).find(({ summary }) => !summary);
      if (next) summaryOf(next);
      return next !== undefined;
    },
    rank(occasion) {
      const runbooks = mayFit(occasion.service).map((book) => summaryOf(book).runbook);
      return rankRunbooks(runbooks, occasion).flatMap(({ runbook, line, score, reasons }): readonly Suggestion[] => {
        const slug = slugOf(runbook.path);
        const { pages: lines = [], hasReads = false } = books.get(slug)?.summary ?? {};
        const page = Math.max(
          0,
          lines.findIndex((last) => last >= line),
        );
        return [{ slug, title: runbook.title, hash: runbook.hash, page, reasons, isFitting: score > 1, hasReads }];
      });
    },
    open(slug, service) {
      const book = books.get(slug);
      return book && workbook(slug, read(slug, book, service), placeOf(service), catalog());
    },
  };
}

function summaryOf(book: Book): NonNullable<Book["summary"]> {
  if (!book.summary) {
    const { runbook } = readRunbook(book.file);
    const lastLines = pagesOf(runbook).map(({ steps }) => steps.at(-1)?.line ?? 0);
    const readings = runbook.steps.flatMap(({ commands }) => commands.map(({ entry }) => entry.reading));
    const hasReads = readings.some((reading) => reading.kind === "operation" && reading.risk === "read");
    book.summary = { runbook: { ...runbook, steps: [], blocks: [] }, pages: lastLines, hasReads };
  }
  return book.summary;
}

/** Told by its front matter alone, which is read at once. */
const serviceOf = (file: RunbookFile): string | undefined =>
  separateFrontMatter(file.text.replace(/\r\n?/g, "\n")).frontMatter.service;

function workbook(slug: string, runbook: Runbook, place: Place | undefined, catalog: Catalog): Workbook {
  const pages = pagesOf(runbook);
  const { title, hash, frontMatter } = runbook;
  const view: Workbook["view"] = (page, values) =>
    (pages[page]?.steps ?? []).map((step) => viewStep(step, place, catalog, values));
  return {
    slug,
    title,
    hash,
    owner: frontMatter.owner,
    review: frontMatter.review,
    environment: place?.environmentName,
    pages,
    view,
    viewStep(key, values, now) {
      const step = pages.flatMap(({ steps }) => steps).find((one) => one.key === key);
      return step && viewStep(step, place, catalog, values, now);
    },
    planReads: (steps, values) => planReads(steps, place, catalog, values),
    planCommand(key, command, values) {
      const step = pages.flatMap(({ steps }) => steps).find((one) => one.key === key);
      const written = step?.commands[command];
      return place && written && planWith(written, place, values);
    },
    refuse: (name, value) => refuseValue(runbook, name, value, readingContext(place?.environment)),
  };
}
