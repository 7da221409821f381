import fc from "fast-check";
import { expect, test } from "vitest";
import { parts } from "../../src/incident/incident.ts";
import { readButtonValue, writeButtonValue } from "../../src/slack/button-value.ts";
import { escapeInline, escapeText } from "../../src/slack/escape.ts";
import { clamp } from "../../src/slack/limits.ts";
import { personId, teamOf, userOf } from "../../src/slack/person.ts";
import { isoSeconds, localTime, utcTime } from "../../src/slack/time.ts";

test("a button value comes back as it was written", () => {
  const part = fc.option(fc.constantFrom(...parts), { nil: undefined });
  fc.assert(
    fc.property(fc.uuid(), fc.nat(999_999_999), part, (incident, version, part) => {
      expect(readButtonValue(writeButtonValue({ incident, version, part }))).toEqual({ incident, version, part });
    }),
  );
});

test.each(["", "x", "x y", "x -1", "x 1 nonsense", "x 1 pin more", "x 12345678901"])(
  "a button value of somebody else is none: %j",
  (text) => {
    expect(readButtonValue(text)).toBeUndefined();
  },
);

test("text that is cut is never longer than allowed and never half a character", () => {
  expect(clamp("abcdef", 4)).toBe("abc…");
  expect(clamp("👩‍🚒👩‍🚒👩‍🚒", 8)).toBe("👩‍🚒…");
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.integer({ min: 1, max: 40 }),
      (text, length) => clamp(text, length).length <= length,
    ),
  );
});

test("escaped text holds no control character of Slack", () => {
  expect(escapeText("<!channel> & <@U1>")).toBe("&lt;!channel&gt; &amp; &lt;@U1&gt;");
  fc.assert(fc.property(fc.string(), (text) => !/[<>]|&(?!amp;|lt;|gt;)/.test(escapeText(text))));
});

test("inline text cannot format or become an emoji, and keeps its addresses", () => {
  expect(escapeInline("*a* _b_ ~c~ `d` :tada:")).not.toMatch(/[*_~`]|:tada:/);
  expect(escapeInline("see https://example.com/x")).toBe("see https://example.com/x");
});

test("the same user id of another workspace is somebody else", () => {
  expect(personId("T1", "U1")).not.toBe(personId("T2", "U1"));
  expect([teamOf("T1/U1"), userOf("T1/U1")]).toEqual(["T1", "U1"]);
});

test("a time is shown in the reader's zone, with UTC for those who cannot", () => {
  expect(localTime("2026-11-21T13:05:59.999Z")).toBe(
    "<!date^1795266359^{date_short_pretty} at {time}|2026-11-21 13:05 UTC>",
  );
  expect(utcTime("2026-11-21T13:05:59Z")).toBe("13:05 UTC");
  expect(isoSeconds("2026-11-21T13:05:59.123Z")).toBe("2026-11-21T13:05:59Z");
});
