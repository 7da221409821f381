import type { KnownBlock } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import type { Suggestion } from "../../runbook/library.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button } from "../blocks.ts";
import { writeButtonValue } from "../button-value.ts";
import { writeRunbookValue } from "../runbook-value.ts";

/** The runbooks that fit, one button each; opening one again shows where it is. What the best of them only looks at runs at once. */
export function cardRunbooks(incident: Incident, fitting: readonly Suggestion[]): readonly KnownBlock[] {
  // A block holds an action once: each button has a block of its own.
  const diagnosing = fitting.find(({ hasReads }) => hasReads);
  const offered = fitting.map((suggestion, at) => {
    const { slug, title, page } = suggestion;
    const value = writeRunbookValue({ incident: incident.id, version: incident.version, slug, page });
    const diagnose =
      suggestion === diagnosing ? [button("🔎 Run diagnostics", actionIds.runDiagnostics, { value })] : [];
    return actions(`card-runbook-${at + 1}`, [button(`📖 ${title}`, actionIds.openRunbook, { value }), ...diagnose]);
  });
  return [...offered, ...evidence(incident)];
}

function evidence({ id, version, runs = [] }: Incident): readonly KnownBlock[] {
  if (runs.length === 0) return [];
  const value = writeButtonValue({ incident: id, version });
  return [actions("card-evidence", [button(`What was run (${runs.length})`, actionIds.evidence, { value })])];
}
