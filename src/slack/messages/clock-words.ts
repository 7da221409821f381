import { type Clock, clocksOf } from "../../incident/clock.ts";
import type { Incident } from "../../incident/incident.ts";
import { escapeInline, escapeText } from "../escape.ts";
import { mention } from "../person.ts";
import { localClock, localTime } from "../time.ts";

/** Label and value pairs for the card, mrkdwn of ours: what is due when, what was missed, and whom the ladder calls next. */
export function clockFields(incident: Incident): readonly (readonly [label: string, value: string])[] {
  const clocks = clocksOf(incident);
  const field = (key: Clock["key"], label: string, word: string) => {
    const clock = clocks.find((one) => one.key === key);
    return clock ? [[label, timed(clock, word)] as const] : [];
  };
  const { postMortem } = incident;
  return [
    ...field("update", "Next update", "by"),
    ...acknowledged(incident, clocks),
    ...ladder(incident, clocks),
    ...field("watch", "Watched", "until"),
    ...field("post-mortem", "Post-mortem", "due"),
    ...(postMortem
      ? [["Post-mortem", `<${escapeText(postMortem.link)}|Written> by ${mention(postMortem.by)}`] as const]
      : []),
  ];
}

function acknowledged({ acknowledged: answer, status }: Incident, clocks: readonly Clock[]) {
  if (status === "resolved") return [];
  const clock = clocks.find(({ key }) => key === "acknowledge");
  if (clock) return [["Acknowledge", timed(clock, "by")] as const];
  return answer ? [["Acknowledged", `${mention(answer.by)}, ${localClock(answer.at)}`] as const] : [];
}

function ladder({ reached, status }: Incident, clocks: readonly Clock[]) {
  const next = clocks
    .filter(({ level }) => level)
    .toSorted((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt))[0];
  const latest = reached.at(-1);
  if (status === "resolved" || (!next && !latest)) return [];
  const now = latest ? escapeInline(latest.name) : "Nobody called yet";
  const then = next?.level
    ? `\nNext: ${escapeInline(next.level.name)}, ${localClock(next.strikesAt ?? next.dueAt)}`
    : "";
  return [["Escalation", `${now}${then}`] as const];
}

/** `by 15:05`, in the reader's zone; `⚠️ 15:05` once it was missed. */
export function timed(clock: Clock, word: string): string {
  const time = localTime(clock.dueAt);
  // A reminder that has come again after it was put off is no longer news.
  const put =
    clock.snoozedUntil && clock.stage === 0 ? `\nReminder put off until ${localClock(clock.snoozedUntil)}` : "";
  return clock.isBreached ? `⚠️ overdue since ${time}${put}` : `${word} ${time}${put}`;
}
