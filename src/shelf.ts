import { setImmediate as turn } from "node:timers/promises";
import type { Catalog } from "./catalog/types.ts";
import { readFiles } from "./read-files.ts";
import type { CheckItem, CheckSchedule } from "./runbook/checks.ts";
import type { RunbookLibrary } from "./runbook/library.ts";
import type { RunbookFile } from "./runbook/read-runbook.ts";

/** Where the runbooks are. A process starts without them: files are read, and the parsers loaded, when they are first asked for. */
export interface Shelf {
  /** The library once it has read what may fit the service. */
  open(service: string): Promise<RunbookLibrary>;
  /** The same if nothing is left to be read for it. */
  opened(service: string): RunbookLibrary | undefined;
  /** When the checklists of all services are due. */
  schedules(): Promise<readonly CheckSchedule[]>;
  /** What is to be checked then. */
  checkItems(schedule: CheckSchedule): Promise<readonly CheckItem[]>;
}

/** Reads the files of a directory once; a new text is seen after a restart. */
export function createShelf(directory: string, catalog: () => Catalog): Shelf {
  let reading: Promise<RunbookLibrary> | undefined;
  const ready = new Map<string, RunbookLibrary>();
  return {
    async open(service) {
      reading ??= read(directory, catalog).catch((error: unknown) => {
        reading = undefined;
        throw error;
      });
      const library = await reading;
      // A service has dozens: what people wait for meanwhile goes first.
      while (library.prepare(service)) await turn();
      ready.set(service, library);
      return library;
    },
    opened: (service) => ready.get(service),
    async schedules() {
      const { schedulesOf } = await import("./runbook/checks.ts");
      return (await checkFiles(directory)).flatMap((file) => schedulesOf(file).schedules);
    },
    async checkItems(schedule) {
      const { checkItemsOf, schedulesOf } = await import("./runbook/checks.ts");
      const isOf = (file: RunbookFile) =>
        schedulesOf(file).schedules.some(({ service }) => service === schedule.service);
      return (await checkFiles(directory)).filter(isOf).flatMap((file) => checkItemsOf(file, schedule.list));
    },
  };
}

/** Read anew each time: a few small files, a few times a day, and a changed schedule holds from then on. */
async function checkFiles(directory: string): Promise<readonly RunbookFile[]> {
  return (await readFiles(directory, [".md"])).filter(({ path }) => path.endsWith("/checks.md"));
}

async function read(directory: string, catalog: () => Catalog): Promise<RunbookLibrary> {
  const files = await readFiles(directory, [".md", ".markdown"]);
  const { createLibrary } = await import("./runbook/library.ts");
  return createLibrary(files, catalog);
}
