import { setImmediate as turn } from "node:timers/promises";
import type { Catalog } from "./catalog/types.ts";
import { readFiles } from "./read-files.ts";
import type { RunbookLibrary } from "./runbook/library.ts";

/** Where the runbooks are. A process starts without them: files are read, and the parsers loaded, when they are first asked for. */
export interface Shelf {
  /** The library once it has read what may fit the service. */
  open(service: string): Promise<RunbookLibrary>;
  /** The same if nothing is left to be read for it. */
  opened(service: string): RunbookLibrary | undefined;
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
  };
}

async function read(directory: string, catalog: () => Catalog): Promise<RunbookLibrary> {
  const files = await readFiles(directory, [".md", ".markdown"]);
  const { createLibrary } = await import("./runbook/library.ts");
  return createLibrary(files, catalog);
}
