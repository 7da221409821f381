import { describe, expect, test } from "vitest";
import type { IncidentEvent } from "../../../src/incident/event.ts";
import { statuses } from "../../../src/incident/incident.ts";
import { commands } from "../../../src/slack/grammar/commands.ts";
import { announcement } from "../../../src/slack/messages/announcement.ts";
import { card } from "../../../src/slack/messages/card.ts";
import { eventLine } from "../../../src/slack/messages/event-line.ts";
import { helpReply } from "../../../src/slack/messages/help.ts";
import { listReply } from "../../../src/slack/messages/list-page.ts";
import type { Message } from "../../../src/slack/messages/message.ts";
import {
  declaredReply,
  doneReply,
  hereReply,
  needsIncidentReply,
  sentenceReply,
} from "../../../src/slack/messages/replies.ts";
import { topic } from "../../../src/slack/messages/topic.ts";
import { terms } from "../../incident/scenario.ts";
import { ana, ben, catalog, incident, nasty, service, worstIncident } from "../incidents.ts";
import { problemsOf } from "../strict.ts";

const report = nasty.repeat(60).slice(0, 3000);

const events: readonly IncidentEvent[] = [
  { kind: "update-posted", by: ana, text: report, from: "investigating", status: "identified" },
  {
    kind: "update-posted",
    by: ana,
    text: "",
    from: "identified",
    status: "identified",
    affected: nasty,
    customersPercent: 3,
  },
  { kind: "severity-changed", by: ana, from: "P1", to: "P2", reason: report, parts: [], terms },
  { kind: "role-assigned", by: ana, role: "lead", person: ben, previous: ana },
  { kind: "incident-resolved", by: ana, text: report },
  { kind: "incident-reopened", by: ana, reason: report, parts: [], terms },
];

function everyMessage(): readonly (readonly [string, Message])[] {
  const drawn = statuses.flatMap((status) => [
    [`card, ${status}`, card(worstIncident(status), service("podcast-analytics"))] as const,
    [`card of a lost service, ${status}`, card(incident({ status }), undefined)] as const,
    [`announcement, ${status}`, announcement(worstIncident(status), service("podcast-analytics"))] as const,
    [`announcement at first, ${status}`, announcement(incident({ status }), service("podcast-analytics"))] as const,
    [`here, ${status}`, hereReply(worstIncident(status), catalog)] as const,
  ]);
  const lines = events.map((event) => {
    const line = eventLine(worstIncident("monitoring"), { version: 5, at: "2026-11-21T14:00:00.000Z", event });
    if (!line) throw new Error(`${event.kind} has no line`);
    return [event.kind, line] as const;
  });
  const many = Array.from({ length: 11 }, () => worstIncident("investigating"));
  const replies = [
    ["declared", declaredReply(worstIncident("investigating"), catalog)],
    ["sentence", sentenceReply(report)],
    ["lead", doneReply(incident(), { kind: "assign-role", role: "lead", person: ben })],
    [
      "list",
      listReply(
        {
          incidents: many,
          filter: { status: "all", severity: "P1", service: "podcast-analytics", isMine: true },
          hasNewer: true,
          hasOlder: true,
        },
        catalog,
      ),
    ],
    ["empty list", listReply({ incidents: [], filter: { status: "open" }, hasNewer: false, hasOlder: false }, catalog)],
    ["help", helpReply(undefined)],
    ...commands.map((entry) => [`help ${entry.word}`, helpReply(entry)] as const),
    ...commands.map((entry) => [`${entry.word} elsewhere`, needsIncidentReply(entry, many, catalog)] as const),
  ] as const;
  return [...drawn, ...lines, ...replies];
}

describe("whatever happens, Slack accepts what is shown", () => {
  test.each(everyMessage())("%s", (_, message) => {
    expect(problemsOf(message)).toEqual([]);
  });
});

describe("nothing a person typed can ping, link or format", () => {
  test.each(everyMessage())("%s", (_, message) => {
    expect(message.text).not.toMatch(/<!|<http/);
    for (const text of markdownIn(message.blocks)) expect(text).not.toMatch(/<!(?!date)|<http|\*x\*|_y_|:tada:/);
  });
});

test("the topic is at most what Slack accepts", () => {
  expect(topic(worstIncident("monitoring")).length).toBeLessThanOrEqual(250);
});

/** Every text in it that Slack would parse. */
function markdownIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(markdownIn);
  if (typeof value !== "object" || value === null) return [];
  const own = "type" in value && value.type === "mrkdwn" && "text" in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(markdownIn)];
}
