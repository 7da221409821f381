import type { Incident, Instant } from "./incident.ts";
import { type FilledValue, type OpenRunbook, openRunbook } from "./open-runbook.ts";
import type { RunbookEvent } from "./runbook-event.ts";

/** What is ticked and filled in stays so when a runbook is opened again, whatever its file says then. */
export function withRunbooks(incident: Incident, event: RunbookEvent, at: Instant): Incident {
  const open = openRunbook(incident, event.slug);
  const next = event.kind === "runbook-opened" ? opened(open, event, at) : open && worked(open, event, at);
  return next ? { ...incident, runbooks: { ...incident.runbooks, [event.slug]: next } } : incident;
}

type Opened = Extract<RunbookEvent, { kind: "runbook-opened" }>;

function opened(open: OpenRunbook | undefined, { by, title, hash, page }: Opened, at: Instant): OpenRunbook {
  return open
    ? { ...open, title, hash, page }
    : { title, hash, page, openedBy: by, openedAt: at, ticks: {}, values: {} };
}

function worked(open: OpenRunbook, event: Exclude<RunbookEvent, Opened>, at: Instant): OpenRunbook {
  switch (event.kind) {
    case "runbook-turned":
      return { ...open, page: event.page };
    case "step-ticked": {
      const { by, step, evidence } = event;
      return { ...open, ticks: { ...open.ticks, [step]: { by, at, evidence } } };
    }
    case "step-unticked":
      return { ...open, ticks: without(open.ticks, [event.step]) };
    case "variables-filled": {
      const given = Object.entries(event.values);
      const kept = without(
        open.values,
        given.map(([name]) => name),
      );
      const filled = given.filter(([, value]) => value !== "");
      const added = filled.map(([name, value]): [string, FilledValue] => [name, { value, by: event.by }]);
      return { ...open, values: { ...kept, ...Object.fromEntries(added) } };
    }
  }
}

const without = <V>(all: Readonly<Record<string, V>>, names: readonly string[]): Readonly<Record<string, V>> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));
