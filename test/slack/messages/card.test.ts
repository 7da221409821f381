import { expect, test } from "vitest";
import { announcement } from "../../../src/slack/messages/announcement.ts";
import { bookmarks } from "../../../src/slack/messages/bookmarks.ts";
import { card } from "../../../src/slack/messages/card.ts";
import type { Message } from "../../../src/slack/messages/message.ts";
import { topic } from "../../../src/slack/messages/topic.ts";
import { ben, incident, service } from "../incidents.ts";

const podcast = service("podcast-analytics");

const said = (message: Message): string => JSON.stringify(message.blocks);

const buttonsOf = (message: Message): readonly string[] =>
  message.blocks.flatMap((block) =>
    block.type === "actions" ? block.elements.flatMap((one) => (one.type === "button" ? [one.text.text] : [])) : [],
  );

test("an open incident offers update, severity, the lead, resolve and a page, in this order, and to acknowledge it at first", () => {
  const first = ["Update", "Severity", "Take the lead", "Resolve", "Page", "Acknowledge"];
  expect(buttonsOf(card(incident(), podcast))).toEqual(first);
  const acknowledged = { at: "2026-11-21T13:07:00.000Z", by: ben };
  const led = incident({ status: "monitoring", roles: { lead: ben }, acknowledged });
  expect(buttonsOf(card(led, podcast))).toEqual(["Update", "Severity", "Roles", "Resolve", "Page"]);
});

test("a resolved incident can be reopened, confirmed and written up", () => {
  const offered = ["Reopen", "All good", "Post-mortem written"];
  expect(buttonsOf(card(incident({ status: "resolved" }), podcast))).toEqual(offered);
  const by = { at: "2026-11-22T13:05:00.000Z", by: ben };
  const over = incident({
    status: "resolved",
    confirmed: by,
    postMortem: { ...by, link: "https://wiki.example.com/7" },
  });
  expect(buttonsOf(card(over, podcast))).toEqual(["Reopen"]);
});

test("a part that failed says why and what to do, with a Retry that knows its part", () => {
  const failed = card(
    incident({
      parts: { bookmarks: { kind: "failed", reason: "Slack answered missing_scope", remedy: "Add bookmarks:write." } },
    }),
    podcast,
  );
  expect(said(failed)).toContain("⚠️ Bookmarks – Slack answered missing_scope. Add bookmarks:write.");
  const retry = failed.blocks.find((block) => block.type === "section" && block.accessory?.type === "button");
  expect(JSON.stringify(retry)).toContain(`${incident().id} 4 bookmarks`);
});

test("a part that waits says what for; a part that is done says nothing", () => {
  const parts = {
    topic: { kind: "pending", since: "2026-11-21T13:05:00Z", reason: "Slack answered 429" },
    pin: { kind: "done" },
  } as const;
  const text = said(card(incident({ parts }), podcast));
  expect(text).toContain("⏳ Topic – waiting: Slack answered 429");
  expect(text).not.toContain("Pin");
});

test("a drill and a private incident are marked first of all", () => {
  expect(card(incident({ isDrill: true, isPrivate: true }), podcast).text).toMatch(/^🚧 DRILL · 🔒 PRIVATE · INC-7/);
});

test("the announcement fills the communication template", () => {
  const text = said(
    announcement(
      incident({
        affected: "Episode downloads",
        customersPercent: 30,
        channel: { id: "C0INC", name: "inc-1" },
        latestUpdate: { at: "2026-11-21T14:02:00Z", by: ben, text: "Rolling back." },
      }),
      podcast,
    ),
  );
  for (const part of [
    "Service",
    "Severity",
    "Status",
    "Affected",
    "Episode downloads",
    "Customers (estimated %)",
    "30 %",
    "2026-11-21T13:05:00Z",
    "ETA of resolution",
    "Latest update (14:02 UTC)",
    "Rolling back.",
    "C0INC",
    podcast.channel,
  ]) {
    expect(text).toContain(part);
  }
});

test("what is sent carries the mark by which it is found again", () => {
  expect(card(incident(), podcast).metadata).toEqual({
    event_type: "incident_surface",
    event_payload: { incident: incident().id, surface: "card" },
  });
});

test("the topic says severity, status and lead", () => {
  expect(topic(incident({ roles: { lead: ben } }))).toBe(
    "P1 · Investigating · Lead <@U0BEN> · Update due <!date^1795267200^{time}|13:20 UTC> · Not acknowledged",
  );
});

test("every link of the service is a bookmark, each address once", () => {
  const links = bookmarks(podcast).map((one) => one.link);
  expect(links.length).toBeGreaterThan(0);
  expect(new Set(links).size).toBe(links.length);
});

test("an interval that changed in the catalog meanwhile is said, and the promised one holds", () => {
  const kept = incident({ terms: { ...incident().terms, updateIntervalMinutes: 25 } });
  expect(said(card(kept, podcast))).toContain("an update every 25 min, as promised. The catalog has changed since.");
  const gone = { ...podcast, severities: podcast.severities.filter(({ level }) => level !== "P1") };
  expect(said(card(incident(), gone))).toContain("The catalog has changed since.");
  const unchanged = incident({ terms: { ...incident().terms, updateIntervalMinutes: 15 } });
  expect(said(card(unchanged, podcast))).not.toContain("The catalog has changed");
  expect(said(card({ ...kept, status: "resolved" }, podcast))).not.toContain("The catalog has changed");
});
