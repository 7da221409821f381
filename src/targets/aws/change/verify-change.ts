import { Fault } from "../../../clients/fault.ts";
import type { Doing, Verification } from "../../target.ts";
import type { AwsParts } from "../aws-parts.ts";
import type { State } from "./aws-change.ts";

/** Looks until the change has taken hold, has failed, or the time is over, telling what it sees whenever that changes. */
export async function verifyChange(look: () => Promise<State>, parts: AwsParts, doing: Doing): Promise<Verification> {
  let last = "nothing could be read yet";
  for (;;) {
    try {
      const seen = await look();
      if (seen.kind === "took-hold") return { kind: "verified", text: seen.text };
      if (seen.kind === "failed") return { kind: "failed", text: seen.text };
      if (seen.text !== last) doing.emit(`${seen.text}\n`);
      last = seen.text;
      await parts.pause(doing.signal);
    } catch (error) {
      if (isOver(doing.signal)) return { kind: "failed", text: `the time is over: ${last}` };
      if (!(error instanceof Fault) || error.retry.kind === "never") throw error;
      await parts.pause(doing.signal).catch((reason: unknown) => {
        if (!isOver(doing.signal)) throw reason;
      });
    }
  }
}

/** The time ran out, as opposed to: a person cancelled it. */
function isOver({ aborted, reason }: AbortSignal): boolean {
  return aborted && reason instanceof Error && reason.name === "TimeoutError";
}
