import { z } from "zod";
import { define } from "./definition.ts";

/** An event to the service's pager. The routing key is the catalog's, whatever the command held. */
export const pagerEvent = define({
  name: "pagerduty.event",
  schema: z.strictObject({
    action: z.enum(["trigger", "acknowledge", "resolve"]),
    summary: z.string().min(1).max(1024).optional(),
    severity: z.enum(["critical", "error", "warning", "info"]).optional(),
    source: z.string().max(200).optional(),
    dedupKey: z.string().max(255).optional(),
  }),
  risk: "change",
  describe: ({ action, summary }) => `Tell the pager: ${action}${summary ? `, ${summary}` : ""}`,
});
