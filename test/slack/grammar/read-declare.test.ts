import { describe, expect, test } from "vitest";
import { readLine } from "../../../src/slack/grammar/read-line.ts";
import type { Reading } from "../../../src/slack/grammar/reading.ts";
import { ana, catalog } from "../incidents.ts";

const read = (text: string): Reading => readLine(`declare ${text}`, { by: ana, catalog });

const declared = (text: string) => {
  const reading = read(text);
  if (reading.kind !== "declare") throw new Error(`${text} was read as ${JSON.stringify(reading)}`);
  return reading.declare;
};

const prefilled = (text: string) => {
  const reading = read(text);
  if (reading.kind !== "open-declare") throw new Error(`${text} was read as ${JSON.stringify(reading)}`);
  return reading.prefill;
};

const expected = {
  kind: "declare",
  by: ana,
  title: "API error rate at 37%",
  service: "podcast-analytics",
  severity: "P1",
};

describe("everything typed declares at once", () => {
  test.each([
    "P1 podcast-analytics API error rate at 37%",
    "podcast-analytics P1 API error rate at 37%",
    "p1 Podcast-Analytics API error rate at 37%",
    "sev1 podcast-analytics API error rate at 37%",
    "P1: podcast-analytics – API error rate at 37%",
    "P1\u00a0podcast-analytics “API error rate at 37%”",
    "  P1  podcast_analytics   API  error rate at 37%",
  ])("%s", (text) => {
    const { title, ...rest } = declared(text);
    expect({ ...rest, title: title.replace(/\s+/g, " ") }).toEqual({ ...expected, isDrill: false, isPrivate: false });
  });

  test("a private one, a drill, or both", () => {
    expect(declared("private P1 podcast-analytics leak")).toMatchObject({ isPrivate: true, isDrill: false });
    expect(declared("drill --private P1 podcast-analytics leak")).toMatchObject({ isPrivate: true, isDrill: true });
  });

  test("emoji, right-to-left text and markup are words of the title", () => {
    expect(declared("P1 podcast-analytics 🧯 שלום &lt;!channel&gt; *x*").title).toBe("🧯 שלום <!channel> *x*");
  });

  test("a long report is kept whole for the timeline", () => {
    expect(declared(`P1 podcast-analytics ${"a ".repeat(2000)}`).title.length).toBeGreaterThan(3900);
  });
});

describe("what is missing is asked for, with the rest filled in", () => {
  test.each([
    ["", { title: "", service: undefined, severity: undefined }],
    ["P1", { title: "", service: undefined, severity: "P1" }],
    ["podcast-analytics", { title: "", service: "podcast-analytics", severity: undefined }],
    ["P1 podcast-analytics", { title: "", service: "podcast-analytics", severity: "P1" }],
    ["P1 - API DOWN", { title: "API DOWN", service: undefined, severity: "P1" }],
    ["API is down", { title: "API is down", service: undefined, severity: undefined }],
    ["podcast-analytics API is down", { title: "API is down", service: "podcast-analytics", severity: undefined }],
  ])("%j", (text, filled) => {
    expect(prefilled(text)).toEqual({ ...filled, isPrivate: false, isDrill: false });
  });
});

describe("a word at fault is named, and nothing is declared", () => {
  test.each([
    ["P1 podcast-analitics API down", /“podcast-analitics”.*Did you mean podcast-analytics\?/],
    ["P1 no-such-service API down", /“no-such-service”.*podcast-analytics/],
    ["blog-engin P1 slow", /“blog-engin”.*Did you mean blog-engine\?/],
    ["P9 podcast-analytics API down", /“P9”.*podcast-analytics.*P1/],
    ["P9 something", /“P9”.*P1/],
  ])("%j", (text, words) => {
    const reading = read(text);
    expect(reading.kind === "wrong" ? reading.sentence : reading.kind).toMatch(words);
  });
});
