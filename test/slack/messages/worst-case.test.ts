import { describe, expect, test } from "vitest";
import { type Incident, statuses } from "../../../src/incident/incident.ts";
import type { TimelineLine } from "../../../src/incident/timeline.ts";
import { homeView } from "../../../src/slack/home/home-view.ts";
import { announcement } from "../../../src/slack/messages/announcement.ts";
import { card } from "../../../src/slack/messages/card.ts";
import { clocksReply } from "../../../src/slack/messages/clocks-reply.ts";
import type { Message } from "../../../src/slack/messages/message.ts";
import { plainer, wordsOnly } from "../../../src/slack/messages/plainer.ts";
import { sentenceReply } from "../../../src/slack/messages/replies.ts";
import { mostSimilar, similarReply } from "../../../src/slack/messages/similar-reply.ts";
import { statsReply } from "../../../src/slack/messages/stats.ts";
import { timelineReply } from "../../../src/slack/messages/timeline.ts";
import type { Figures } from "../../../src/store/incident-figures.ts";
import { ana, catalog, nasty, service, worstIncident } from "../incidents.ts";
import { problemsOf, problemsOfView } from "../strict.ts";

const podcast = service("podcast-analytics");
const report = nasty.repeat(60).slice(0, 3000);
const worst = (status: Incident["status"], number: number): Incident => ({
  ...worstIncident(status),
  id: `3f0c8d0e-6c1b-4a58-9f1e-${String(number).padStart(12, "0")}`,
  number,
});
const many = (count: number): readonly Incident[] =>
  Array.from({ length: count }, (_, index) => worst("investigating", 999_999_999 - index));

const figures: Figures = {
  count: 99_999_999,
  open: 99_999_999,
  toAnswer: { medianMs: 8.64e12, p90Ms: 8.64e12 },
  toResolve: { medianMs: 8.64e12, p90Ms: 8.64e12 },
};
const groups = (count: number) =>
  Array.from({ length: count }, (_, index) => [`${nasty.repeat(3)}${index}`, figures] as const);

const withoutChannel = { ...worst("investigating", 1), isPrivate: false, channel: undefined };

const timeline = Array.from(
  { length: 200 },
  (_, index): TimelineLine => ({
    kind: "entry",
    at: new Date(Date.UTC(2026, 10, 21, 13, index)).toISOString(),
    by: ana,
    text: report,
  }),
);

const messages: readonly (readonly [string, Message])[] = [
  ...statuses.flatMap((status) => [
    [`card in simple text, ${status}`, plainer(card(worst(status, 7), podcast))] as const,
    [`card in words alone, ${status}`, wordsOnly(card(worst(status, 7), podcast))] as const,
    [`clocks, ${status}`, clocksReply(worst(status, 7))] as const,
  ]),
  ["announcement without a channel", announcement(withoutChannel, podcast)],
  ["announcement without a channel in simple text", plainer(announcement(withoutChannel, podcast))],
  ["figures", statsReply({ total: figures, byService: groups(300), bySeverity: groups(300) }, { days: 366 }, catalog)],
  ["no figures", statsReply({ total: { count: 0, open: 0 }, byService: [], bySeverity: [] }, { days: 1 }, catalog)],
  [
    "similar incidents",
    similarReply(
      many(mostSimilar),
      { title: report, service: "podcast-analytics", isDrill: true, isPrivate: true },
      catalog,
    ),
  ],
  ["a timeline of 200 entries", timelineReply(worst("monitoring", 7), timeline).reply],
];

describe("the worst state that can be is still what Slack accepts", () => {
  test.each(messages)("%s", (_, message) => {
    expect(problemsOf(message)).toEqual([]);
  });

  test.each([undefined, "podcast-analytics", "a service that is gone"])("Home, of the service %s", (chosen) => {
    const notice = sentenceReply(report).blocks;
    const shown = { viewer: ana, open: many(11), mine: many(100), due: many(20), service: chosen, notice, catalog };
    const view = homeView.view({ ...shown, now: "2026-11-21T13:05:00.000Z" });
    expect(problemsOfView(view)).toEqual([]);
    expect(JSON.stringify(view.blocks.at(-1))).toMatch(/As of/);
  });

  test("Home of somebody who is turned away", () => {
    expect(problemsOfView(homeView.turnedAway(report))).toEqual([]);
  });
});

test("in simple text a card keeps its words and its buttons", () => {
  const { blocks } = plainer(card(worst("identified", 7), podcast));
  expect([...new Set(blocks.map(({ type }) => type))].sort()).toEqual(["actions", "section"]);
  expect(JSON.stringify(blocks)).toMatch(/API|INC-7.*Retry.*Update/s);
});
