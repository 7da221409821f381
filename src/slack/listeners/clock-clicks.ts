import type { Ask } from "../grammar/reading.ts";
import { doneReply, sentenceReply } from "../messages/replies.ts";
import { act, type ClickListener, keyOf } from "./clicks.ts";
import { firstOf } from "./first-of.ts";

/** A button that does what it says, without a form. */
export function clickAsks(ask: Ask): ClickListener {
  return (context, click) =>
    act(context, click, async ({ incident }) => {
      const first = firstOf(await context.handle({ ...ask, incident, by: click.by }, keyOf(click)));
      return first.kind === "refused" ? sentenceReply(first.refusal.text) : doneReply(first.incident, ask);
    });
}
