import type { Plan } from "../../approval/plan.ts";
import type { Service } from "../../catalog/types.ts";
import type { Ran } from "../../targets/run-pipeline.ts";
import type { Done, Refused, Site } from "../../targets/target.ts";
import type { ChangeContext } from "./change-context.ts";
import type { Failed, Way } from "./way.ts";

/** A look that needs an approval, because of what it may show: there is nothing to preview, and nothing to read back. */
export function lookingWay(
  { operation, filters }: Plan,
  { site, service }: { readonly site: Site; readonly service: Service },
  { pipeline }: Pick<ChangeContext, "pipeline">,
): Pick<Way, "preview" | "run" | "verify" | "inspect"> {
  return {
    preview: async () => ({
      kind: "preview",
      objects: [],
      warnings: ["It changes nothing. What it prints is shown to everybody in the incident channel."],
      notPreviewed: [],
      fingerprint: null,
      pinned: null,
    }),
    async run(_pinned, { dryRun, signal, emit }) {
      if (dryRun) return { kind: "done", text: "Drill: it was not looked at." };
      const timeoutMs = service.stepTimeoutSeconds * 1000;
      return fromRan(await pipeline({ operation, filters }, site, { signal, timeoutMs, emit }));
    },
    verify: async () => ({ kind: "verified", text: "It changed nothing." }),
    inspect: async () => ({
      kind: "unclear",
      text: "It only looks: nothing was changed, whether it ran or not. Ask again.",
    }),
  };
}

function fromRan(ran: Ran): Done | Refused | Failed {
  switch (ran.kind) {
    case "done":
      return { kind: "done", text: ran.cut === undefined ? ran.text : `${ran.text}\n(${ran.cut})` };
    case "refused":
      return ran;
    case "failed":
      return { kind: "failed", reason: [ran.reason, ran.advice].filter(Boolean).join(". ") };
    case "cancelled":
      return { kind: "failed", reason: "it was interrupted" };
    case "timed-out":
      return { kind: "failed", reason: `it did not end within ${ran.seconds} s` };
  }
}
