import type { PersonCommand } from "./command.ts";
import { accept, type Decision, refuse } from "./decision.ts";
import type { Incident } from "./incident.ts";
import { type OpenRunbook, openRunbook, tickOf, valueIn } from "./open-runbook.ts";
import type { FillVariables, RunbookCommand, TickStep, UntickStep } from "./runbook-command.ts";
import { longestText, oneLine, plain, shorten } from "./text.ts";

/**
 * People work through a runbook together: what one has ticked is ticked for all. After the end of an incident, too: the last steps of
 * many runbooks are done then.
 */
export function decideRunbook(incident: Incident, command: PersonCommand & RunbookCommand): Decision {
  const { by, slug } = command;
  if (command.kind === "open-runbook") {
    const { title, hash, page } = command;
    return accept({ kind: "runbook-opened", by, slug, title, hash, page });
  }
  const open = openRunbook(incident, slug);
  if (!open)
    return refuse("runbook-not-open", "This runbook is not open in this incident. Open it first: /incident run.");
  switch (command.kind) {
    case "turn-runbook":
      return command.page === open.page ? accept() : accept({ kind: "runbook-turned", by, slug, page: command.page });
    case "tick-step":
      return decideTick(open, command);
    case "untick-step":
      return decideUntick(open, command);
    case "fill-variables":
      return decideFill(open, command);
  }
}

/** A second tick says nothing new, unless it brings evidence. */
function decideTick(open: OpenRunbook, { by, slug, step, title, evidence }: PersonCommand & TickStep): Decision {
  const text = evidence === undefined ? "" : shorten(plain(evidence), longestText);
  if (tickOf(open, step) && !text) return refuse("no-change", `“${title}” is ticked already. Nothing changed.`);
  return accept({ kind: "step-ticked", by, slug, step, title, evidence: text || undefined });
}

function decideUntick(open: OpenRunbook, { by, slug, step, title }: PersonCommand & UntickStep): Decision {
  if (!tickOf(open, step)) return refuse("no-change", `“${title}” is not ticked. Nothing changed.`);
  return accept({ kind: "step-unticked", by, slug, step, title });
}

const longestValue = 300;
const mostValues = 200;

function decideFill(open: OpenRunbook, { by, slug, values }: PersonCommand & FillVariables): Decision {
  const changed = Object.entries(values)
    .map(([name, value]) => [name, oneLine(value)] as const)
    .filter(([name, value]) => value !== (valueIn(open, name) ?? ""));
  if (changed.some(([, value]) => value.length > longestValue))
    return refuse("text-too-long", `A value has at most ${longestValue} characters.`);
  if (changed.length + Object.keys(open.values).length > mostValues)
    return refuse("text-too-long", `A runbook holds at most ${mostValues} values.`);
  if (changed.length === 0) return refuse("no-change", "No value is new. Nothing changed.");
  return accept({ kind: "variables-filled", by, slug, title: open.title, values: Object.fromEntries(changed) });
}
