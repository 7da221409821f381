import type { Button, KnownBlock } from "@slack/types";
import type { Catalog } from "../../catalog/types.ts";
import type { Incident } from "../../incident/incident.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button, plain, section } from "../blocks.ts";
import { writeButtonValue } from "../button-value.ts";
import { writeDraft } from "../declare-draft.ts";
import type { DeclarePrefill } from "../grammar/reading.ts";
import { limits } from "../limits.ts";
import { incidentLines } from "./incident-list.ts";
import { reference } from "./labels.ts";
import { type Message, message } from "./message.ts";

const joinIds = [actionIds.joinFirst, actionIds.joinSecond, actionIds.joinThird] as const;

export const mostSimilar = joinIds.length;

/** Before a duplicate is declared: what is open already, and both ways on. */
export function similarReply(similar: readonly Incident[], draft: DeclarePrefill, catalog: Catalog): Message {
  const sentence = "Nothing was declared yet: this may be the same as";
  const anyway = button("Declare anyway", actionIds.declareAnyway, { value: writeDraft(draft, limits.buttonValue) });
  return message(`${sentence} ${similar.map(reference).join(", ")}.`, [
    section(plain(`${sentence}:`)),
    ...incidentLines(similar, catalog),
    actions("similar", [...similar.map(joinButton), anyway]),
  ]);
}

/** The same within the form. */
export function similarBlocks(similar: readonly Incident[], catalog: Catalog): readonly KnownBlock[] {
  if (similar.length === 0) return [];
  return [
    section(plain("⚠️ This may be the same as what is open already. To declare it all the same, send the form again.")),
    ...incidentLines(similar, catalog),
    actions("similar", similar.map(joinButton)),
  ];
}

function joinButton(incident: Incident, index: number): Button {
  const value = writeButtonValue({ incident: incident.id, version: incident.version });
  return button(`Join ${reference(incident)}`, joinIds[index] ?? actionIds.joinFirst, {
    value,
    style: index === 0 ? "primary" : undefined,
  });
}
