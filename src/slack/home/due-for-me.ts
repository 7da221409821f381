import type { KnownBlock } from "@slack/types";
import { clocksOf } from "../../incident/clock.ts";
import type { Incident } from "../../incident/incident.ts";
import { actions, header } from "../blocks.ts";
import { clockButtons } from "../messages/clock-buttons.ts";
import { clockItem } from "../messages/clocks-reply.ts";
import { marks, reference } from "../messages/labels.ts";
import { line, place, richText, words } from "../rich-text.ts";

/** As many as a Home tab has room for beside its lists. */
export const mostDue = 5;

/** What a lead owes next of each incident: its next update, then the post-mortem. Nothing is shown to those who owe nothing. */
export function dueForMe(due: readonly Incident[]): readonly KnownBlock[] {
  const items = due.flatMap((incident) =>
    clocksOf(incident)
      .filter(({ key }) => key === "update" || key === "post-mortem" || key === "watch")
      .map((clock) => ({ incident, clock })),
  );
  if (items.length === 0) return [];
  return [
    header("Due for you"),
    ...items
      .slice(0, 2 * mostDue)
      .flatMap(({ incident, clock }) => [
        richText(
          line(
            ...clockItem(clock),
            words(`\n${marks(incident)}${reference(incident)} · ${incident.title}`),
            ...(incident.channel ? [words(" · "), place(incident.channel)] : []),
          ),
        ),
        actions(`due-${incident.id}-${clock.key}`, clockButtons(incident, clock.key)),
      ]),
  ];
}
