import { setImmediate as turn } from "node:timers/promises";
import type { Catalog } from "./catalog/types.ts";
import { readFiles } from "./read-files.ts";
import type { RunbookLibrary } from "./runbook/library.ts";

/** The library with what it needs for a service. The process starts without it: the parsers are loaded when it is first asked for. */
export type Runbooks = (service: string) => Promise<RunbookLibrary>;

/** Reads the files of a directory once; a new text is seen after a restart. */
export function createShelf(directory: string, catalog: () => Catalog): Runbooks {
  let opened: Promise<RunbookLibrary> | undefined;
  return async (service) => {
    opened ??= open(directory, catalog);
    const library = await opened;
    // A service has dozens: what people wait for meanwhile goes first.
    while (library.prepare(service)) await turn();
    return library;
  };
}

async function open(directory: string, catalog: () => Catalog): Promise<RunbookLibrary> {
  const files = await readFiles(directory, [".md", ".markdown"]);
  const { createLibrary } = await import("./runbook/library.ts");
  return createLibrary(files, catalog);
}
