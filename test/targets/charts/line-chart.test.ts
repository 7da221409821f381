import { describe, expect, test } from "vitest";
import { type DrawnChart, drawChart } from "../../../src/targets/charts/draw-chart.ts";
import { type LineChart, lineChart } from "../../../src/targets/charts/line-chart.ts";
import { timeTicks, valueAxis } from "../../../src/targets/charts/scale.ts";
import { sayValue } from "../../../src/targets/charts/unit.ts";

const to = Date.UTC(2026, 10, 21, 15, 20);
const from = to - 3_600_000;
const line = (value: (index: number) => number, name = "api"): LineChart["series"][number] => ({
  name,
  points: Array.from({ length: 61 }, (_, index) => [from + index * 60_000, value(index)] as const),
});
const svg = (chart: Partial<DrawnChart>, left = 0): string =>
  drawChart({ title: "t", series: [], from, to, unit: "number", left, ...chart });
const sizeOf = (png: Uint8Array) => {
  const bytes = Buffer.from(png);
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

describe("a chart", () => {
  test("is a PNG three times as sharp as a phone is wide, higher with more lines", async () => {
    const [width, height = 0] = sizeOf((await lineChart({ title: "t", series: [line(() => 1)], from, to })).png);
    expect(width).toBe(1200);
    const two = await lineChart({ title: "t", series: [line(() => 1), line(() => 2)], from, to });
    expect(sizeOf(two.png)[1]).toBeGreaterThan(height);
  });

  test("has letters: another text is another picture", async () => {
    const of = async (title: string) => Buffer.from((await lineChart({ title, series: [], from, to })).png);
    expect((await of("one")).equals(await of("two"))).toBe(false);
    expect((await of("one")).equals(await of("one"))).toBe(true);
  });

  test("draws at most ten lines, the highest, and says how many are left", async () => {
    const series = Array.from({ length: 37 }, (_, index) => line(() => index, `line-${index}`));
    const { alternative } = await lineChart({ title: "t", series, from, to });
    expect(alternative).toContain("line-36: last 36");
    expect(alternative).not.toContain("line-26:");
    expect(alternative).toContain("27 more not drawn");
    expect(svg({ series: series.slice(0, 10) }, 27)).toContain("the 10 highest of 37");
  });

  test("shows the threshold, also where no line comes near it", () => {
    const drawn = svg({ series: [line(() => 0.01)], unit: "ratio", threshold: { value: 0.05, side: "above" } });
    expect(drawn).toContain("alerts above 5 %");
  });

  test("has a gap where points are missing or are no number", () => {
    const strokes = (chart: Partial<DrawnChart>) => svg(chart).match(/<path/g)?.length;
    expect(strokes({ series: [line((index) => index + 1)] })).toBe(2);
    const notNumbers = line((index) => (index > 20 && index < 30 ? Number.NaN : index + 1));
    expect(strokes({ series: [notNumbers] })).toBe(4);
    const missing = { ...notNumbers, points: notNumbers.points.filter(([, value]) => !Number.isNaN(value)) };
    expect(strokes({ series: [missing] })).toBe(4);
  });

  test("of nothing says so", async () => {
    expect(svg({})).toContain("no data");
    const { alternative } = await lineChart({ title: "t", series: [], from, to });
    expect(alternative).toBe("t, from 14:20 to 15:20 UTC. no data.");
  });

  test("says its times in UTC", () => expect(svg({})).toContain("times in UTC"));
});

describe("text from outside", () => {
  const attack = `</text><script>alert(1)</script><image href="http://evil.example/x"/>&lt;<!channel>\u0000\u202e${"x".repeat(50_000)}`;

  test("is never markup, in title or names, and is bounded", () => {
    const drawn = svg({ title: attack, series: [line(() => 1, attack)] });
    for (const word of ["<script", "<image", "<!channel", "\u0000", "\u202e"]) expect(drawn).not.toContain(word);
    expect(drawn.length).toBeLessThan(10_000);
  });

  test("does not break the picture or its words", async () => {
    const { png, alternative } = await lineChart({
      title: attack,
      series: [line(() => 1, attack), line(() => 2, "\ud800")],
      from,
      to,
    });
    expect(sizeOf(png)[0]).toBe(1200);
    expect(alternative.length).toBeLessThanOrEqual(1500);
  });
});

describe("axes are round", () => {
  test("values", () => {
    expect(valueAxis([0.004, 0.37], "ratio").ticks.map((tick) => sayValue(tick, "ratio"))).toEqual([
      "0 %",
      "10 %",
      "20 %",
      "30 %",
      "40 %",
    ]);
    expect(valueAxis([100, 101], "number").low).toBe(100);
    expect(valueAxis([5, 5], "number").high).toBeGreaterThan(5);
    expect(valueAxis([Number.NaN, Number.POSITIVE_INFINITY], "number")).toMatchObject({ low: 0, high: 1 });
    expect(valueAxis([-3, 4], "number").low).toBeLessThanOrEqual(-3);
    const gigabytes = valueAxis([0, 4 * 2 ** 30], "bytes").ticks.map((tick) => sayValue(tick, "bytes"));
    expect(gigabytes).toEqual(["0 B", "1 GiB", "2 GiB", "3 GiB", "4 GiB"]);
  });

  test("times, at most six", () => {
    expect(timeTicks(from + 1, to).map((ms) => new Date(ms).toISOString().slice(11, 16))).toEqual([
      "14:30",
      "14:40",
      "14:50",
      "15:00",
      "15:10",
      "15:20",
    ]);
    for (const hours of [0.01, 1, 7, 24, 200, 5000])
      expect(timeTicks(to - hours * 3_600_000, to).length).toBeLessThan(8);
  });

  test.each([
    [0.3712, "ratio", "37.1 %"],
    [0.42, "seconds", "420 ms"],
    [90, "seconds", "90 s"],
    [7200, "seconds", "120 min"],
    [1.5 * 2 ** 30, "bytes", "1.5 GiB"],
    [1_234_567, "number", "1.23M"],
    [9876, "number", "9876"],
    [12.34, "per-second", "12.3/s"],
    [Number.NaN, "number", "NaN"],
  ] as const)("%s %s is %s", (value, unit, said) => expect(sayValue(value, unit)).toBe(said));
});
