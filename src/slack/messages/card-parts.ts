import type { KnownBlock } from "@slack/types";
import { type Incident, type Part, type PartState, parts } from "../../incident/incident.ts";
import { actionIds } from "../action-ids.ts";
import { button, context, plain, section } from "../blocks.ts";
import { writeButtonValue } from "../button-value.ts";
import { clamp } from "../limits.ts";
import { partLabels } from "./labels.ts";

interface CardParts {
  readonly of?: readonly Part[];
  /** Begins the names of the blocks, which are unique in their message or view. */
  readonly place?: string;
}

/** The page is told of apart: it never waits for Retry. */
const ownParts = parts.filter((part) => part !== "page");

/**
 * What the incident still lacks: failed parts each with the reason, what to do and Retry; waiting ones with what they wait
 * for; those merely under way in one line. What is done needs no words.
 */
export function cardParts(
  incident: Incident,
  { of = ownParts, place = "part" }: CardParts = {},
): readonly KnownBlock[] {
  const open = of.flatMap((part): (readonly [Part, PartState])[] => {
    const state = incident.parts[part];
    return state && state.kind !== "done" ? [[part, state]] : [];
  });
  const failed = open.flatMap(([part, state]) =>
    state.kind === "failed" ? [failure(incident, part, state, place)] : [],
  );
  const waiting = open.flatMap(([part, state]) =>
    state.kind === "pending" && state.reason ? [`⏳ ${partLabels[part]} – waiting: ${clamp(state.reason, 200)}`] : [],
  );
  const underWay = open.flatMap(([part, state]) =>
    state.kind === "pending" && !state.reason && part !== "card" ? [partLabels[part].toLowerCase()] : [],
  );
  const lines = [...waiting, ...(underWay.length > 0 ? [`⏳ Being set up: ${underWay.join(", ")}`] : [])];
  return [...failed, ...(lines.length > 0 ? [context(plain(lines.join("\n")))] : [])];
}

function failure(
  incident: Incident,
  part: Part,
  { reason, remedy }: Extract<PartState, { kind: "failed" }>,
  place: string,
): KnownBlock {
  const text = `⚠️ ${partLabels[part]} – ${sentence(reason)} ${clamp(remedy, 600)}`;
  const value = writeButtonValue({ incident: incident.id, version: incident.version, part });
  // A name of its own, so that a click still finds its button when the card is drawn anew under the finger.
  return { ...section(plain(text), button("Retry", actionIds.retry, { value })), block_id: `${place}-${part}` };
}

/** Ends with a full stop, whoever wrote it. */
function sentence(reason: string): string {
  const words = clamp(reason, 300).trim();
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}
