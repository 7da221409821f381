import type { KnownBlock } from "@slack/types";
import type { CheckRound, RoundItem } from "../../runbook/check-round.ts";
import { actionIds } from "../action-ids.ts";
import { button, context, header, markdown, plain, section } from "../blocks.ts";
import { writeCheckValue } from "../check-value.ts";
import { escapeInline, escapeText } from "../escape.ts";
import { clamp } from "../limits.ts";
import { mention } from "../person.ts";
import { localTime, minutesWords } from "../time.ts";
import { type Message, message } from "./message.ts";

// Slack takes 50 blocks; the head, the foot and what is left out need some.
const mostItems = 44;
const lateFromMinutes = 5;
const mostCommands = 3;

/** A round of a recurring checklist, in the service's channel. Edited as its boxes are ticked. */
export function checks(round: CheckRound, serviceName: string): Message {
  const { items, closedAt } = round;
  const done = items.filter(({ tick }) => tick).length;
  const title = `${serviceName}: ${round.list}`;
  const said = `${title}: ${done} of ${items.length} done`;
  const shown = items.slice(0, mostItems);
  const blocks: KnownBlock[] = [
    header(`☑️ ${clamp(title, 140)}`),
    context(markdown(about(round, done))),
    ...shown.map((item) => itemBlock(round, item)),
    ...(items.length > shown.length
      ? [context(plain(`And ${items.length - shown.length} more in the service's checks.md: split the list.`))]
      : []),
    ...(closedAt !== undefined && done < items.length
      ? [context(plain("↪️ What is not ticked was carried over to the next round."))]
      : []),
  ];
  return message(said, blocks, {
    event_type: "incident_surface",
    event_payload: { incident: round.id, surface: checksSurface },
  });
}

/** How a round's message is found again. */
export const checksSurface = "checks";

function about({ dueAt, postedAt, items }: CheckRound, done: number): string {
  const late = Math.floor((Date.parse(postedAt) - Date.parse(dueAt)) / 60_000);
  const carried = items.filter(({ openSince }) => openSince !== undefined).length;
  return [
    done === items.length ? `✅ *All ${items.length} done*` : `*${done} of ${items.length}* done`,
    `due ${localTime(dueAt)}`,
    ...(late >= lateFromMinutes ? [`posted ${minutesWords(late)} late: I was away`] : []),
    ...(carried > 0 ? [`${carried} carried over`] : []),
  ].join(" · ");
}

// A backtick would end the code; everything else in it is no markup.
const commandLine = (command: string): string => `\n\`${escapeText(clamp(command.replace(/[`\s]+/g, " "), 250))}\``;

function itemBlock(round: CheckRound, item: RoundItem): KnownBlock {
  const { key, text, commands, tick, openSince } = item;
  const since = openSince === undefined || tick ? "" : `\n_↪️ not done since ${localTime(openSince)}_`;
  const by = tick ? `\n${mention(tick.by)} · ${localTime(tick.at)}` : "";
  const how = tick ? "" : commands.slice(0, mostCommands).map(commandLine).join("");
  const words = markdown(`${tick ? "✅" : "⬜"} ${escapeInline(clamp(text, 600))}${how}${since}${by}`);
  const value = writeCheckValue({ round: round.id, item: key });
  const turn = tick
    ? button("Untick", actionIds.untickCheck, { value })
    : button("Tick", actionIds.tickCheck, { value });
  return { ...(round.closedAt === undefined ? section(words, turn) : section(words)), block_id: `check-${key}` };
}
