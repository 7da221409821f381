import type { RichTextElement } from "@slack/types";
import type { RunbookEvent } from "../../incident/runbook-event.ts";
import { strong, who, words } from "../rich-text.ts";

/** What the timeline says of work on a runbook; the channel sees it on the checklist. */
export function runbookElements(event: RunbookEvent): readonly RichTextElement[] | undefined {
  switch (event.kind) {
    case "runbook-opened":
      return [words("📖 "), who(event.by), words(" opened the runbook "), strong(event.title)];
    case "step-ticked": {
      const evidence = event.evidence ? [words(` – ${event.evidence}`)] : [];
      return [words("☑️ "), who(event.by), words(" did "), strong(event.title), ...evidence];
    }
    case "step-unticked":
      return [words("↩️ "), who(event.by), words(" took the tick back from "), strong(event.title)];
    case "variables-filled": {
      const values = Object.entries(event.values).map(([name, value]) => `${name} = ${value || "nothing"}`);
      return [words("✏️ "), who(event.by), words(` filled in ${values.join(", ")} in `), strong(event.title)];
    }
    case "runbook-turned":
      return undefined;
  }
}
