import { describe, expect, test } from "vitest";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { timelineOf } from "../../src/incident/timeline.ts";
import { ana, ben, catalog, declared, fold, given, id, now, record } from "./scenario.ts";

const message = { channel: "C1", ts: "1795222860.000100", author: ben, text: "Lag is 3 minutes", files: ["lag.png"] };
const place = { channel: message.channel, ts: message.ts };
const recorded: IncidentEvent = { kind: "message-recorded", by: ana, message, isKept: false };
const found = (changes: Partial<typeof message> = {}, isMarked = true) =>
  ({ kind: "record-message", incident: id, by: ana, message: { ...message, ...changes }, isMarked }) as const;

describe("a marked message", () => {
  test("is looked at, and recorded as it was found", () => {
    given(declared)
      .when({ kind: "notice-message", incident: id, by: ana, message: place, isMark: true })
      .happens({ kind: "message-noticed", by: ana, message: place });
    given(declared).when(found()).happens(recorded);
  });

  test("found again as it is known changes nothing", () => {
    given(declared, recorded).when(found()).changesNothing();
  });

  test("with new words or files is recorded anew", () => {
    const text = "Lag is 30 minutes";
    given(declared, recorded)
      .when(found({ text }))
      .happens({ ...recorded, message: { ...message, text } });
    given(declared, recorded)
      .when(found({ files: [] }))
      .happens({ ...recorded, message: { ...message, files: [] } });
  });

  test("goes when its mark has gone, and stays when a person's command put it there", () => {
    given(declared, recorded)
      .when(found({}, false))
      .happens({ kind: "message-dropped", message: place, reason: "unmarked" });
    given(declared, { ...recorded, isKept: true })
      .when(found({}, false))
      .changesNothing();
    given(declared).when(found({}, false)).changesNothing();
  });

  test("that is deleted is forgotten only if it was known", () => {
    const gone = { kind: "record-message-gone", incident: id, message: place } as const;
    given(declared).when(gone).changesNothing();
    given(declared, recorded).when(gone).happens({ kind: "message-dropped", message: place, reason: "deleted" });
  });

  test("an edit of any other message is nobody's business", () => {
    const edit = { kind: "notice-message", incident: id, by: ben, message: place, isMark: false } as const;
    given(declared).when(edit).changesNothing();
    given(declared, recorded).when(edit).happens({ kind: "message-noticed", by: ben, message: place });
  });

  test("kept twice by command is refused", () => {
    const keep = { kind: "keep-message", incident: id, by: ana, message } as const;
    given(declared)
      .when(keep)
      .happens({ ...recorded, isKept: true });
    given(declared, { ...recorded, isKept: true })
      .when(keep)
      .refuses("no-change", /on the timeline already/);
  });
});

describe("what somebody writes down", () => {
  const entry = (hour: number, minute: number, isUtc = true) =>
    ({
      kind: "add-timeline-entry",
      incident: id,
      by: ana,
      text: "failover started",
      time: { hour, minute, isUtc },
    }) as const;
  const at = (happenedAt: string): IncidentEvent => ({
    kind: "timeline-entry-added",
    by: ana,
    text: "failover started",
    happenedAt,
  });

  test("is dated to the last time the clock showed it", () => {
    given(declared).when(entry(2, 59)).happens(at("2026-11-21T02:59:00.000Z"));
    given(declared).when(entry(3, 0)).happens(at(now));
    given(declared).when(entry(3, 1)).happens(at("2026-11-20T03:01:00.000Z"));
  });

  test("is meant in the organization's own time zone unless it says UTC", () => {
    expect(catalog.organization.calendar.timeZone).toBe("UTC");
    given(declared)
      .when(entry(2, 59, false))
      .happens(at("2026-11-21T02:59:00.000Z"));
  });

  test("without words is refused", () => {
    given(declared)
      .when({ kind: "add-timeline-entry", incident: id, by: ana, text: " \u202e " })
      .refuses("empty-text", /timeline 14:05 failover started/);
  });
});

describe("the story", () => {
  const told = (...events: readonly IncidentEvent[]) =>
    timelineOf(record(events)).map((line) => (line.kind === "event" ? line.recorded.event.kind : line));

  test("is in the order in which things happened, not in which they were recorded", () => {
    const entry: IncidentEvent = {
      kind: "timeline-entry-added",
      by: ana,
      text: "lag",
      happenedAt: "2026-11-21T02:00:00.000Z",
    };
    expect(told(declared, recorded, entry)).toMatchObject([
      { kind: "message", at: "2026-11-21T01:01:00.000Z" },
      { kind: "entry", text: "lag" },
      "incident-declared",
    ]);
  });

  test("holds a message once, with its latest words", () => {
    const edited = { ...recorded, message: { ...message, text: "Lag is 30 minutes" } };
    expect(told(recorded, edited)).toMatchObject([{ message: { text: "Lag is 30 minutes" } }]);
  });

  test("keeps the place of a deleted message, and forgets one that lost its mark", () => {
    expect(told(recorded, { kind: "message-dropped", message: place, reason: "deleted" })).toMatchObject([
      { isDeleted: true },
    ]);
    expect(told(recorded, { kind: "message-dropped", message: place, reason: "unmarked" })).toEqual([]);
  });

  test("does not tell how the bot's own work went", () => {
    expect(told({ kind: "part-done", part: "topic" }, { kind: "message-noticed", by: ana, message: place })).toEqual(
      [],
    );
  });
});

test("the state keeps of a message only what tells it from another", () => {
  const state = fold([declared, { ...recorded, message: { ...message, text: "x".repeat(3000) } }]);
  expect(JSON.stringify(state?.pins).length).toBeLessThan(100);
});
