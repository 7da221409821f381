import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { withRunbooks } from "../../src/incident/evolve-runbooks.ts";
import type { Incident } from "../../src/incident/incident.ts";
import { isRunbookEvent } from "../../src/incident/runbook-event.ts";
import { createLibrary, type RunbookLibrary } from "../../src/runbook/library.ts";
import type { RunbookFile } from "../../src/runbook/read-runbook.ts";
import { catalog } from "./incidents.ts";

const folder = join(import.meta.dirname, "../../runbooks");

/** The runbooks that ship. */
export const shippedRunbooks: readonly RunbookFile[] = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".md"))
  .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));

export const libraryOf = (files: readonly RunbookFile[]): RunbookLibrary => createLibrary(files, () => catalog);

export const at = "2026-11-21T14:00:00.000Z";

/** The incident after people worked on runbooks. */
export const afterWork = (incident: Incident, ...events: readonly IncidentEvent[]): Incident =>
  events.filter(isRunbookEvent).reduce((now, event) => withRunbooks(now, event, at), incident);
