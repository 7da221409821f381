import { readCheckValue } from "../check-value.ts";
import { turnedAway } from "../context.ts";
import { sentenceReply } from "../messages/replies.ts";
import type { ClickListener } from "./clicks.ts";

/** The list shows it to everybody: nothing is answered. */
export function clickTicksCheck(isTicked: boolean): ClickListener {
  return async (context, click) => {
    const away = await turnedAway(context, click.by);
    if (away) return sentenceReply(away);
    const value = readCheckValue(click.value);
    const round = value && (await context.handleCheck.tick({ ...value, isTicked, by: click.by }));
    if (!round) return sentenceReply("This list is no longer known. Tick the box in the newest list of this channel.");
    if (round.closedAt === undefined) return undefined;
    return sentenceReply("This list is over: what was left is in the newest list of this channel. Tick it there.");
  };
}
