import type { ItemOutcome, RunCounts, RunSummary } from "../../incident/run.ts";
import { durationWords } from "../time.ts";

/** How the outcome of a command looks. */
export const outcomeMarks: Readonly<Record<ItemOutcome, string>> = {
  done: "✅",
  refused: "🚫",
  failed: "❌",
  "timed-out": "⌛",
  cancelled: "⏹",
};

const outcomeWords: Readonly<Record<ItemOutcome, string>> = {
  done: "done",
  refused: "refused",
  failed: "failed",
  "timed-out": "took too long",
  cancelled: "stopped",
};

const order: readonly ItemOutcome[] = ["done", "failed", "timed-out", "refused", "cancelled"];

/** `3 done, 1 failed`. */
export function countsWords(counts: RunCounts): string {
  const told = order.flatMap((outcome) => {
    const count = counts[outcome] ?? 0;
    return count > 0 ? [`${count} ${outcomeWords[outcome]}`] : [];
  });
  return told.join(", ") || "nothing was run";
}

/** `1.2 s`. */
export const secondsWords = (ms: number): string =>
  ms < 9950 ? `${(Math.max(0, ms) / 1000).toFixed(1)} s` : durationWords(ms);

/** `✅ 3 done · 1.2 s`, `⏳ 1 of 4 ended`, `🚫 refused`. */
export function stateWords({ state, items }: Pick<RunSummary, "state" | "items">, ended: number): string {
  switch (state.kind) {
    case "running":
      return state.cancelledBy ? "⏹ being stopped" : `⏳ ${ended} of ${items} ended`;
    case "refused":
      return "🚫 refused";
    case "finished":
      return `${markOf(state.counts)} ${countsWords(state.counts)} · ${secondsWords(state.seconds * 1000)}`;
  }
}

export function markOf(counts: RunCounts): string {
  if (counts.cancelled) return outcomeMarks.cancelled;
  if (counts.failed || counts["timed-out"]) return outcomeMarks.failed;
  return counts.refused ? outcomeMarks.refused : outcomeMarks.done;
}
