import { describe, expect, test } from "vitest";
import { channelName } from "../../src/incident/channel-name.ts";

const incident = {
  title: "API error rate at 37%",
  declaredAt: "2026-11-21T03:00:00.000Z",
  number: 7,
  isDrill: false,
  service: "podcast-analytics",
};
const name = (over: Partial<typeof incident> = {}, attempt = 1): string =>
  channelName({ ...incident, ...over }, attempt);

describe("the channel's name", () => {
  test("says the day and the title", () => {
    expect(name()).toBe("inc-20261121-api-error-rate-at-37");
  });

  test("a taken name gets the incident's number, then a count", () => {
    expect([name({}, 2), name({}, 3), name({}, 4)]).toEqual([
      "inc-20261121-api-error-rate-at-37-7",
      "inc-20261121-api-error-rate-at-37-7-2",
      "inc-20261121-api-error-rate-at-37-7-3",
    ]);
  });

  test("a drill is told apart", () => {
    expect(name({ isDrill: true })).toMatch(/^drill-20261121-/);
  });

  test.each(["🔥🔥", "خطأ", "<!channel>", "***", "ß Straße Ünïcödé", "a".repeat(400), "word ".repeat(100)])(
    "%s gives a name Slack accepts",
    (title) => {
      for (const attempt of [1, 2, 3, 40])
        expect(name({ title }, attempt)).toMatch(/^[a-z0-9][a-z0-9_-]{2,78}[a-z0-9]$/);
    },
  );

  test("a title without a single letter falls back to the service", () => {
    expect(name({ title: "🔥🔥" })).toBe("inc-20261121-podcast-analytics");
  });

  test("a long title ends at a word", () => {
    expect(name({ title: "checkout fails for every customer in europe since the deploy" })).toMatch(
      /-(europe|since|the)$/,
    );
  });
});
