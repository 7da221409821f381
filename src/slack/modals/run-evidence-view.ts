import type { KnownBlock, ModalView } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import type { Evidence } from "../../store/runs.ts";
import type { ListedRun } from "../../store/runs-list.ts";
import { context, plain } from "../blocks.ts";
import { clamp, limits } from "../limits.ts";
import { reference } from "../messages/labels.ts";
import { roomAmong, runItemParts } from "../messages/run-item-parts.ts";
import { shareRoom } from "../messages/share-room.ts";
import { richText } from "../rich-text.ts";
import { utc } from "../time.ts";

/** What is known of a run; a modal holds more than a message. */
export interface RunEvidence {
  readonly incident: Incident;
  readonly listed: ListedRun;
  readonly evidence: readonly Evidence[];
}

const roomForOutput = 40_000;

/** A run to be looked through: each command with what it printed. Nothing is sent back. */
export function runEvidenceView({ incident, listed, evidence }: RunEvidence): ModalView {
  const { started, at, ended } = listed;
  const texts = evidence.map((one) => one.ended?.excerpt ?? "");
  const shares = shareRoom(
    texts.map(({ length }) => length),
    roomForOutput,
  );
  const blocks = evidence.flatMap((one, index): KnownBlock[] => {
    const item = started.items[one.item];
    if (!item) return [];
    const [text, length] = [texts[index] ?? "", shares[index] ?? 0];
    const room = roomAmong(1);
    const parts = runItemParts({
      item,
      evidence: one,
      text,
      length,
      room,
      hasTitle: true,
      isOver: ended !== undefined,
    });
    return [richText(...parts), context(plain(`${one.target} · ${one.environment} · ${utc(one.startedAt)}`))];
  });
  const nothing = ended?.kind === "run-refused" ? `Nothing was run: ${ended.reason}` : "Nothing has ended yet.";
  return {
    type: "modal",
    callback_id: "run-evidence",
    title: plain("What was printed", limits.modalTitle),
    close: plain("Close", limits.modalTitle),
    blocks: [
      context(plain(`${reference(incident)} · ${clamp(started.title, 150)} · ${utc(at)}`)),
      ...(blocks.length > 0 ? blocks : [context(plain(nothing))]),
    ],
  };
}
