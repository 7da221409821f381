import { describe, expect, test } from "vitest";
import type { Declare } from "../../src/incident/command.ts";
import { decide } from "../../src/incident/decide.ts";
import { ana, catalog, declared, given, id, now } from "./scenario.ts";

const declare = (over: Partial<Declare> = {}): Declare => ({
  kind: "declare",
  by: ana,
  title: "API error rate at 37%",
  service: "podcast-analytics",
  severity: "P1",
  isDrill: false,
  isPrivate: false,
  ...over,
});

const eventsOf = (command: Declare) => {
  const decision = decide(undefined, command, { now, catalog, since: [], newId: id, newNumber: 7 });
  if (decision.kind === "refused") throw new Error(decision.refusal.text);
  return decision.events;
};

const firstOf = (command: Declare) => {
  const [event] = eventsOf(command);
  if (event?.kind !== "incident-declared") throw new Error("nothing was declared");
  return event;
};

describe("declaring", () => {
  test("records what is wrong, where and how bad, with every part pending", () => {
    given().when(declare()).happens(declared);
  });

  test("understands a service's alias and a severity in lower case", () => {
    given()
      .when(declare({ service: "podcast", severity: "p1" }))
      .happens(declared);
  });

  test("without a severity takes the service's default", () => {
    expect(["P0", "P1", "P2", "P3"]).toContain(firstOf(declare({ severity: undefined })).severity);
  });

  test("pages nobody below the severities that page", () => {
    expect(firstOf(declare({ severity: "P2" })).parts).not.toContain("page");
  });

  test("a drill pages nobody", () => {
    expect(firstOf(declare({ isDrill: true })).parts).not.toContain("page");
  });

  test("a private incident is announced nowhere", () => {
    expect(firstOf(declare({ isPrivate: true })).parts).not.toContain("announcement");
  });

  test("a service without links has no bookmarks to add", () => {
    expect(firstOf(declare({ service: "blog" })).parts).not.toContain("bookmarks");
  });

  test("an unknown service is refused with the known ones", () => {
    given()
      .when(declare({ service: "payroll" }))
      .refuses("unknown-service", /“payroll” is not a service here.*podcast-analytics/);
  });

  test("an unknown severity is refused with the service's own", () => {
    given()
      .when(declare({ severity: "P9" }))
      .refuses("unknown-severity", /“P9” is not a severity of podcast-analytics.*P0 \(Critical\)/);
  });

  test.each(["", "   ", "\u200b\u202e\n"])("the empty title %j is refused with an example", (title) => {
    given()
      .when(declare({ title }))
      .refuses("empty-title", /\/incident declare/);
  });

  test("a title of 4,000 characters is shortened, and kept on the timeline", () => {
    const report = "stack frame ".repeat(334);
    const [event, entry] = eventsOf(declare({ title: report }));
    expect(event).toMatchObject({
      kind: "incident-declared",
      title: expect.stringMatching(/^(stack frame )+.{0,12}…$/),
    });
    expect(entry).toMatchObject({ kind: "timeline-entry-added", text: expect.stringContaining("stack frame") });
  });

  test("a title that would ping a channel is kept as the words that were typed", () => {
    expect(firstOf(declare({ title: "<!channel> *x*" })).title).toBe("<!channel> *x*");
  });

  test("emoji and right-to-left words stay, marks that reorder the line go", () => {
    expect(firstOf(declare({ title: "🔥 خطأ في \u202eAPI" })).title).toBe("🔥 خطأ في API");
  });

  test("line breaks in a title become spaces", () => {
    expect(firstOf(declare({ title: "API\r\n down\tagain" })).title).toBe("API down again");
  });
});
