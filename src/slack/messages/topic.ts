import { clocksOf } from "../../incident/clock.ts";
import type { Incident } from "../../incident/incident.ts";
import { limits } from "../limits.ts";
import { mention } from "../person.ts";
import { localClock } from "../time.ts";
import { marks, statusWord } from "./labels.ts";

/** `P1 · Investigating · Lead @x`: the channel's topic, at most 250 characters. */
export function topic(incident: Incident): string {
  const lead = incident.roles.lead ? mention(incident.roles.lead) : "open";
  const said = [
    `${marks(incident)}${incident.severity}`,
    statusWord(incident.status),
    `Lead ${lead}`,
    ...due(incident),
  ];
  // What does not fit is left out whole: half a date token would be noise.
  return said.reduce((text, next) => {
    const longer = text ? `${text} · ${next}` : next;
    return longer.length > limits.topic ? text : longer;
  }, "");
}

/** The topic is set when a clock is struck or moved, so that it need not say how late it is. */
function due(incident: Incident): readonly string[] {
  const clocks = clocksOf(incident);
  const update = clocks.find(({ key }) => key === "update");
  const next = clocks
    .filter(({ level }) => level)
    .toSorted((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt))[0];
  const isMissing = clocks.some(({ key }) => key === "acknowledge");
  return [
    ...(update ? [`${update.isBreached ? "⚠️ update overdue since" : "Update due"} ${localClock(update.dueAt)}`] : []),
    ...(isMissing ? ["Not acknowledged"] : []),
    ...(next?.level ? [`${next.level.name} ${localClock(next.strikesAt ?? next.dueAt)}`] : []),
  ];
}
