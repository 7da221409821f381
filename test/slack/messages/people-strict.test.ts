import { describe, expect, test } from "vitest";
import type { IncidentEvent } from "../../../src/incident/event.ts";
import { roles } from "../../../src/incident/incident.ts";
import { timelineOf } from "../../../src/incident/timeline.ts";
import { readDraft, writeDraft } from "../../../src/slack/declare-draft.ts";
import { brief } from "../../../src/slack/messages/brief.ts";
import { eventLine } from "../../../src/slack/messages/event-line.ts";
import { formButtonReply, incidentFormReply } from "../../../src/slack/messages/form-button.ts";
import type { Message } from "../../../src/slack/messages/message.ts";
import { similarReply } from "../../../src/slack/messages/similar-reply.ts";
import { timelineReply, timelineText } from "../../../src/slack/messages/timeline.ts";
import { declareModal } from "../../../src/slack/modals/declare-modal.ts";
import { rolesModal } from "../../../src/slack/modals/roles-modal.ts";
import { ana, ben, catalog, nasty, service, worstIncident } from "../incidents.ts";
import { problemsOf, problemsOfView } from "../strict.ts";

const worst = worstIncident("investigating");
const report = nasty.repeat(60).slice(0, 3000);
const at = "2026-11-21T14:00:00.000Z";
const channel = { id: "C0OTHER", name: "inc-other" };
const other = { ...worst, title: report.slice(0, 150), channel };
const message = {
  channel: "C0INC",
  ts: "1795269600.000100",
  author: ben,
  text: report,
  files: Array(20).fill("a".repeat(100)),
};
const recorded: IncidentEvent = { kind: "message-recorded", by: ana, message, isKept: true };
const draft = { title: report, service: "podcast-analytics", severity: "P1", isPrivate: true, isDrill: true, message };

/** 200 entries, each as long as it may be. */
const history = Array.from({ length: 200 }, (_, index) => ({
  version: index + 1,
  at,
  event:
    index % 2 === 0
      ? ({ kind: "timeline-entry-added", by: ana, text: report } as const)
      : { ...recorded, message: { ...message, ts: `17952696${String(index).padStart(2, "0")}.000100` } },
}));

const lineOf = (event: IncidentEvent): Message => {
  const line = eventLine(worst, { version: 5, at, event });
  if (!line) throw new Error(`${event.kind} has no line`);
  return line;
};

const briefOf = (event: IncidentEvent): Message => {
  const told = brief(worst, { version: 5, at, event });
  if (!told) throw new Error(`${event.kind} is told to nobody`);
  return told.message;
};

const messages: readonly (readonly [string, Message])[] = [
  ["role left", lineOf({ kind: "role-left", by: ana, role: "communications" })],
  ["entry", lineOf({ kind: "timeline-entry-added", by: ana, text: report, happenedAt: at })],
  ["merged", lineOf({ kind: "incident-merged", by: ana, into: other })],
  ["duplicate", lineOf({ kind: "duplicate-recorded", by: ana, duplicate: other, people: worst.people })],
  ...roles.map((role) => [`brief ${role}`, briefOf({ kind: "role-assigned", by: ana, role, person: ben })] as const),
  ["hand over", briefOf({ kind: "lead-away", by: ana })],
  ["timeline of 200", timelineReply(worst, timelineOf(history)).reply],
  ["timeline of 5", timelineReply(worst, timelineOf(history.slice(0, 5))).reply],
  ["empty timeline", timelineReply(worst, []).reply],
  ["similar", similarReply([worst, worst, worst], draft, catalog)],
  ["form by button", formButtonReply("A form asks for the rest.", draft)],
  ["roles by button", incidentFormReply(worst, { modal: "roles" })],
];

describe("whatever people do, Slack accepts what is shown", () => {
  test.each(messages)("%s", (_, drawn) => expect(problemsOf(drawn)).toEqual([]));

  test.each(["nobody", "somebody"])("the panel of roles, read by %s of them", (who) => {
    const viewer = who === "somebody" ? ben : "T0HOME/U0ELSE";
    const view = rolesModal.view({ incident: worst, service: service("podcast-analytics"), viewer, notice: report });
    expect(problemsOfView(view)).toEqual([]);
  });

  test("the form with similar incidents, declared from a long message", () => {
    const view = declareModal.view({ catalog, prefill: draft, similar: [worst, worst, worst] });
    expect(problemsOfView(view)).toEqual([]);
  });
});

test("nothing in it can ping or link", () => {
  for (const [, { text }] of messages) expect(text).not.toMatch(/<!|<http/);
});

test("the file of a timeline holds every word, people by their names", () => {
  const text = timelineText(worst, timelineOf(history), new Map([["U0ANA", "Ana"]]));
  expect(text.match(/Ana <!channel>/g)).toHaveLength(100);
});

describe("a draft", () => {
  test("comes back as it was written", () => {
    expect(readDraft(writeDraft({ ...draft, title: "API down", message: undefined }, 2000))).toMatchObject({
      title: "API down",
      service: "podcast-analytics",
      isPrivate: true,
    });
  });

  test("fits, whatever was pasted", () => {
    for (const length of [2000, 3000]) {
      const text = '\u0000"\\'.repeat(1000);
      expect(writeDraft({ ...draft, title: text, message: { ...message, text } }, length).length).toBeLessThanOrEqual(
        length,
      );
    }
  });

  test("of somebody else is none", () => {
    expect(readDraft("P1")).toBeUndefined();
    expect(readDraft('{"title":3}')).toBeUndefined();
  });
});
