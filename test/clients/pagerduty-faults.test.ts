import { describe, expect, test } from "vitest";
import { pagerDutyFault } from "../../src/clients/pagerduty-faults.ts";

const refused = (status: number, body?: unknown) =>
  pagerDutyFault({ kind: "refused", status, body }, false, ["s3cret", ""]);

describe("a refusal", () => {
  test("repeats PagerDuty's reasons, REST's and Events', without our secrets in them", () => {
    const rest = refused(400, { error: { message: "Invalid Input", code: 2001, errors: ["s3cret is no title"] } });
    expect(rest.advice).toBe("PagerDuty refused the request: Invalid Input; ••• is no title.");
    const events = refused(400, { status: "invalid event", message: "Event object is invalid", errors: ["s3cret"] });
    expect(events.advice).toBe("PagerDuty refused the request: Event object is invalid; •••.");
  });

  test.each([undefined, null, "nope", { error: "nope" }, { error: { errors: "nope" } }])(
    "may come without reasons: %o",
    (body) => {
      expect(refused(418, body)).toMatchObject({
        code: "http-418",
        advice: "PagerDuty refused the request: it did not say why.",
      });
    },
  );

  test.each([
    [401, undefined, "unauthorized"],
    [402, undefined, "not-in-plan"],
    [403, undefined, "forbidden"],
    [404, undefined, "not-found"],
    [400, { error: { message: "Incident Already Resolved", code: 1001 } }, "already-resolved"],
    [400, { error: { message: "Requester User Not Found", code: 1008 } }, "unknown-requester"],
  ])("%s with %o is known as %3$s, final, and has advice", (status, body, code) => {
    expect(refused(status, body)).toMatchObject({
      code,
      retry: { kind: "never" },
      outcome: "not-done",
      advice: expect.stringMatching(/\w/),
    });
  });
});

test("an answer in a shape nobody documented is not tried again, and says that it may have happened", () => {
  const fault = pagerDutyFault({ kind: "unreadable", reason: "s3cret: expected text" }, false, ["s3cret"]);
  expect(fault).toMatchObject({
    retry: { kind: "never" },
    outcome: "unknown",
    advice: expect.stringContaining("PAGERDUTY_API_URL"),
  });
  expect(fault.advice).not.toContain("s3cret");
});
