import type { OutcomeCommand, PersonCommand, RetryPart } from "./command.ts";
import { accept, type Decision, refuse } from "./decision.ts";
import type { Incident, PartState } from "./incident.ts";

/** The outcome of an effect. Saying again what is known changes nothing, so performing twice shows once. */
export function decideRecord(incident: Incident, command: PartOutcome): Decision {
  switch (command.kind) {
    case "record-channel":
      return incident.channel ? accept() : accept({ kind: "channel-opened", channel: command.channel });
    case "record-part-done":
      return incident.parts[command.part]?.kind === "done"
        ? accept()
        : accept({ kind: "part-done", part: command.part });
    case "record-part-waiting":
      return isSaid(incident.parts[command.part], "pending", command.reason)
        ? accept()
        : accept({ kind: "part-waiting", part: command.part, reason: command.reason });
    case "record-part-failed":
      return isSaid(incident.parts[command.part], "failed", command.reason)
        ? accept()
        : accept({ kind: "part-failed", part: command.part, reason: command.reason, remedy: command.remedy });
  }
}

type PartOutcome = Extract<
  OutcomeCommand,
  { readonly kind: "record-channel" | "record-part-done" | "record-part-waiting" | "record-part-failed" }
>;

/** Retry belongs to a part that failed; one that still waits is being tried anyway. */
export function decideRetryPart(incident: Incident, command: PersonCommand & RetryPart): Decision {
  const state = incident.parts[command.part];
  if (state?.kind !== "failed") {
    return refuse(
      "not-failed",
      `Nothing to retry: the ${command.part} is ${state?.kind ?? "not part of this incident"}.`,
    );
  }
  return accept({ kind: "part-retried", part: command.part, by: command.by });
}

const isSaid = (state: PartState | undefined, kind: "pending" | "failed", reason: string): boolean =>
  state !== undefined && state.kind === kind && state.reason === reason;
