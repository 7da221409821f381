import { describe, expect, test } from "vitest";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { ben, declared, fold, given, id } from "./scenario.ts";

const failed: IncidentEvent = {
  kind: "part-failed",
  part: "topic",
  reason: "missing_scope",
  remedy: "Add channels:manage.",
};
const done: IncidentEvent = { kind: "part-done", part: "topic" };
const opened: IncidentEvent = { kind: "channel-opened", channel: { id: "C1", name: "inc-1" } };

describe("the outcome of an effect", () => {
  test("is said once, however often the effect was performed", () => {
    given(declared, done).when({ incident: id, kind: "record-part-done", part: "topic" }).changesNothing();
    given(declared, failed)
      .when({ incident: id, ...failed, kind: "record-part-failed" })
      .changesNothing();
    given(declared, opened)
      .when({ incident: id, kind: "record-channel", channel: { id: "C2", name: "inc-2" } })
      .changesNothing();
  });

  test("of a part that waits says why", () => {
    given(declared)
      .when({ incident: id, kind: "record-part-waiting", part: "channel", reason: "Slack answers 429" })
      .happens({ kind: "part-waiting", part: "channel", reason: "Slack answers 429" });
  });

  test("turns a failed part into a done one", () => {
    given(declared, failed).when({ incident: id, kind: "record-part-done", part: "topic" }).happens(done);
    expect(fold([declared, failed, done])?.parts.topic).toEqual({ kind: "done" });
  });

  test("of an opened channel names it and marks it done", () => {
    expect(fold([declared, opened])).toMatchObject({
      channel: { id: "C1", name: "inc-1" },
      parts: { channel: { kind: "done" } },
    });
  });
});

describe("Retry", () => {
  test("makes a failed part pending again", () => {
    given(declared, failed)
      .when({ incident: id, by: ben, kind: "retry-part", part: "topic" })
      .happens({ kind: "part-retried", part: "topic", by: ben });
    expect(fold([declared, failed, { kind: "part-retried", part: "topic", by: ben }])?.parts.topic?.kind).toBe(
      "pending",
    );
  });

  test("of what did not fail is refused", () => {
    given(declared)
      .when({ incident: id, by: ben, kind: "retry-part", part: "topic" })
      .refuses("not-failed", /pending/);
    given({ ...declared, parts: ["channel"] })
      .when({ incident: id, by: ben, kind: "retry-part", part: "page" })
      .refuses("not-failed", /not part of/);
  });
});
