import { describe, expect, test } from "vitest";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { owe } from "../../src/incident/owe.ts";
import { allPages, findPage, untold } from "../../src/incident/page.ts";
import { ana, ben, catalog, declared, fold, given, id, record } from "./scenario.ts";

const page = { key: "declared", level: "declared", role: "on-call", whom: "On-call engineer" };
const dedupKey = `incident:${id}:declared`;
const sent: IncidentEvent = {
  kind: "page-sent",
  page,
  sent: { through: "events", dedupKey, isStandIn: false, people: [] },
};
const failed = (times: number, reason: string): IncidentEvent => ({
  kind: "page-failed",
  page,
  times,
  reason,
  remedy: "",
  isFinal: false,
  mentions: [],
});
const opened: IncidentEvent = { kind: "channel-opened", channel: { id: "C1", name: "inc-1" } };
const resolved: IncidentEvent = { kind: "incident-resolved", by: ana, text: "rolled back" };

const pagesOf = (...events: readonly IncidentEvent[]) => {
  const incident = fold([declared, opened, ...events]);
  if (!incident) throw new Error("nothing was declared");
  return { incident, pages: allPages(incident) };
};

describe("a failure is told when it is news", () => {
  const again = (times: number, reason: string) =>
    ({
      kind: "record-page-failed",
      incident: id,
      page,
      times,
      reason,
      remedy: "",
      isFinal: false,
      mentions: [],
    }) as const;

  test("the same one is told once, and again when people are called by other means", () => {
    given(declared, failed(1, "it answered 500")).when(again(2, "it answered 500")).changesNothing();
    given(declared, failed(1, "it answered 500"))
      .when(again(3, "it answered 500"))
      .happens(failed(3, "it answered 500"));
    given(declared, failed(3, "it answered 500")).when(again(4, "it answered 500")).changesNothing();
  });

  test("another one is told", () => {
    given(declared, failed(1, "it answered 500")).when(again(2, "it hangs")).happens(failed(2, "it hangs"));
  });

  test("none is told of a page that is there", () => {
    given(declared, sent).when(again(2, "it answered 500")).changesNothing();
  });
});

describe("what happens here is owed to the pager", () => {
  test("acknowledging the incident answers the page of its on-call", () => {
    const { pages } = pagesOf(sent, { kind: "incident-acknowledged", by: ben });
    expect(pages.map((one) => [one.acknowledged?.by, untold(one)])).toEqual([[ben, "acknowledged"]]);
  });

  test("a person called by hand goes on ringing until they answer themselves", () => {
    const hand = { key: "person T1/U-c", level: "person T1/U-c", whom: "This person", person: "T1/U-c" };
    const target = { kind: "person", person: "T1/U-c" } as const;
    const { pages } = pagesOf(
      { kind: "page-asked", by: ana, page: hand, target, text: "" },
      { ...sent, page: hand },
      { kind: "incident-acknowledged", by: ben },
    );
    expect(pages.map(untold)).toEqual([undefined]);
  });

  test("resolving closes every page, also one that is recorded as sent only later", () => {
    expect(pagesOf(sent, resolved).pages.map(untold)).toEqual(["resolved"]);
    const { incident, pages } = pagesOf(resolved, sent);
    expect(pages.map(untold)).toEqual(["resolved"]);
    const last = record([declared, opened, resolved, sent]).slice(-1);
    expect(owe(incident, last, catalog).map(({ effect }) => effect.kind)).toContain("settle-pages");
  });

  test("what the pager knows is not told again", () => {
    const settled: IncidentEvent = { kind: "page-settled", dedupKey, as: "resolved" };
    expect(pagesOf(sent, resolved, settled).pages.map(untold)).toEqual([undefined]);
  });
});

describe("keys", () => {
  test("a page that is over leaves its key: the next call of its level is another", () => {
    expect(findPage(pagesOf(sent).incident, "declared").key).toBe("declared");
    expect(findPage(pagesOf(sent, resolved).incident, "declared").key).toBe("declared~2");
  });
});

describe("answers from the pager", () => {
  const acknowledge = { kind: "record-page-acknowledged", incident: id, dedupKey, by: ben } as const;

  test("acknowledging there acknowledges here, once", () => {
    given(declared, sent)
      .when(acknowledge)
      .happens({ kind: "page-acknowledged", by: ben, dedupKey }, { kind: "incident-acknowledged", by: ben });
    given(declared, sent, { kind: "page-acknowledged", by: ben, dedupKey }, { kind: "incident-acknowledged", by: ben })
      .when(acknowledge)
      .changesNothing();
  });

  test("what was looked up does not replace what was told meanwhile", () => {
    const told: IncidentEvent = { kind: "page-found", dedupKey, pagerId: "Q1", people: ["Ben"] };
    const looked = { kind: "record-page-found", incident: id, dedupKey, pagerId: "Q1", people: ["Ada"] } as const;
    given(declared, sent, told)
      .when({ ...looked, isLookedUp: true })
      .changesNothing();
    given(declared, sent, told)
      .when({ ...looked, isLookedUp: false })
      .happens({ ...told, people: ["Ada"] });
  });
});
