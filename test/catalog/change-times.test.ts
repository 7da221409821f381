import { describe, expect, test } from "vitest";
import { approvalAt } from "../../src/catalog/approval-for.ts";
import { changeTimes } from "../../src/catalog/change-times.ts";
import { catalogOf, faultsOf, filesWith, shippedFiles } from "./catalog-files.ts";

interface Written {
  readonly service?: string;
  readonly organization?: string;
}

const files = ({ service = "", organization = "" }: Written) =>
  filesWith({
    service: ["pager:\n", `${service}pager:\n`],
    organization: ["contacts:\n", `${organization}contacts:\n`],
  });

/** What a moment means for changes of the shop in production. */
function at(now: string, written: Written, environment = "production") {
  const { organization, services } = catalogOf(files(written));
  return changeTimes(organization, services[0]!, environment, now);
}

const windows = (schedule: string, duration: string, timeZone: string, more = "") =>
  `maintenanceWindows:\n  - name: Night\n    schedule: "${schedule}"\n    timeZone: ${timeZone}\n    duration: ${duration}\n${more}`;
const freeze = (lines: string) => `deployFreezes:\n  - name: Sales\n    reason: The shop is full\n${lines}`;

describe("maintenance windows", () => {
  const sundays = { service: windows("0 2 * * 0", "3h", "Europe/Lisbon") };

  test("a service that names none may be changed at any hour", () => {
    expect(at("2026-11-21T12:00:00Z", {})).toEqual({ oneMore: [], freezes: [], open: undefined, refused: undefined });
  });

  test("one is open from its first moment until just before its end", () => {
    expect(at("2026-11-22T02:00:00Z", sundays)).toMatchObject({
      open: { name: "Night", until: "2026-11-22T05:00:00.000Z", timeZone: "Europe/Lisbon" },
      oneMore: [],
    });
    expect(at("2026-11-22T04:59:59.999Z", sundays).open).toBeDefined();
    expect(at("2026-11-22T05:00:00Z", sundays).open).toBeUndefined();
    expect(at("2026-11-22T01:59:59.999Z", sundays).open).toBeUndefined();
  });

  test("outside them it is said that one more must agree, and when the next begins", () => {
    expect(at("2026-11-23T12:00:00Z", sundays).oneMore).toEqual([
      "Outside the maintenance windows; the next, Night, begins 2026-11-29 02:00 (Europe/Lisbon): one more approver.",
    ]);
  });

  test("one may last over midnight", () => {
    const night = { service: windows("0 23 * * 1-5", "4h", "Europe/Lisbon") };
    expect(at("2026-11-21T02:00:00Z", night).open?.until).toBe("2026-11-21T03:00:00.000Z");
    expect(at("2026-11-22T02:00:00Z", night).open).toBeUndefined();
  });

  test("at the end of a month, its last day counts, however many it has", () => {
    const monthEnd = { service: windows("0 22 L * *", "4h", "UTC") };
    expect(at("2026-02-28T23:00:00Z", monthEnd).open?.until).toBe("2026-03-01T02:00:00.000Z");
    expect(at("2026-03-28T23:00:00Z", monthEnd).open).toBeUndefined();
    expect(at("2026-03-31T23:00:00Z", monthEnd).open).toBeDefined();
  });

  test("a time that the clocks leap over in spring begins after the leap, and lasts as long as ever", () => {
    const berlin = { service: windows("30 2 * * *", "2h", "Europe/Berlin") };
    expect(at("2026-03-29T00:59:00Z", berlin).open).toBeUndefined();
    expect(at("2026-03-29T01:00:00Z", berlin).open?.until).toBe("2026-03-29T03:00:00.000Z");
  });

  test("a time that the clocks show twice in autumn begins once, at the first", () => {
    const berlin = { service: windows("30 2 * * *", "45m", "Europe/Berlin") };
    expect(at("2026-10-25T00:30:00Z", berlin).open?.until).toBe("2026-10-25T01:15:00.000Z");
    expect(at("2026-10-25T01:30:00Z", berlin).open).toBeUndefined();
  });

  test("the service's own stand in for the organization's, in the environments they are for", () => {
    const both = {
      service: windows("0 2 * * 0", "3h", "UTC", "    environments: [production]\n"),
      organization: windows("0 4 * * *", "1h", "UTC"),
    };
    expect(at("2026-11-23T04:30:00Z", both).open).toBeUndefined();
    expect(at("2026-11-23T04:30:00Z", both, "staging").open?.name).toBe("Night");
  });
});

describe("deploy freezes", () => {
  const blackFriday = freeze(`    timeZone: Europe/Lisbon\n    from: 2026-11-27 00:00\n    until: 2026-11-30 08:00\n`);

  test("one stands from one time until another, and is said with its end and its reason", () => {
    expect(at("2026-11-28T12:00:00Z", { organization: blackFriday }).freezes).toEqual([
      "Deploy freeze Sales until 2026-11-30 08:00 (Europe/Lisbon), The shop is full: one more approver.",
    ]);
    expect(at("2026-11-26T23:59:59Z", { organization: blackFriday }).freezes).toEqual([]);
    expect(at("2026-11-30T08:00:00Z", { organization: blackFriday }).freezes).toEqual([]);
  });

  test("a weekend ends on Monday at the same hour when the clocks change in it, either way", () => {
    const weekend = {
      service: freeze(`    timeZone: Europe/Berlin\n    schedule: "0 18 * * 5"\n    duration: 2d14h\n`),
    };
    for (const [sunday, end] of [
      ["2026-03-29T12:00:00Z", "2026-03-30T06:00:00Z"],
      ["2026-10-25T12:00:00Z", "2026-10-26T07:00:00Z"],
    ] as const) {
      expect(at(sunday, weekend).freezes[0]).toMatch(/until 2026-(03-30|10-26) 08:00 \(Europe\/Berlin\)/);
      expect(at(new Date(Date.parse(end) - 1).toISOString(), weekend).freezes).toHaveLength(1);
      expect(at(end, weekend).freezes).toEqual([]);
    }
  });

  test("of a time that the clocks show twice, the freeze is the longer one", () => {
    const autumn = freeze(`    timeZone: Europe/Berlin\n    from: 2026-10-25 02:30\n    until: 2026-10-25 02:45\n`);
    expect(at("2026-10-25T00:30:00Z", { service: autumn }).freezes).toHaveLength(1);
    expect(at("2026-10-25T01:44:00Z", { service: autumn }).freezes).toHaveLength(1);
  });

  test("one that refuses changes says so, and until when", () => {
    const closed = { organization: `${blackFriday}    changes: refused\n` };
    expect(at("2026-11-28T12:00:00Z", closed).refused).toBe(
      "Deploy freeze Sales until 2026-11-30 08:00 (Europe/Lisbon), The shop is full: nothing is changed before it ends.",
    );
  });
});

test("the examples that the shipped organization keeps in comments are read when they are no comments any more", () => {
  const written = shippedFiles().map(({ path, text }) => ({
    path,
    text: text.replace(/^# ((?:maintenanceWindows|deployFreezes):(?:\n# {3}.*)+)/gm, (_, block: string) =>
      block.replace(/^# /gm, ""),
    ),
  }));
  const { organization } = catalogOf(written);
  expect(organization.maintenanceWindows.map(({ name }) => name)).toEqual(["Tuesday night"]);
  expect(organization.deployFreezes.map(({ when }) => when.kind)).toEqual(["once", "recurring"]);
});

describe("how many must agree", () => {
  const needed = (risk: "sensitive" | "change" | "destructive", now: string) => {
    const night = windows("0 2 * * 0", "3h", "UTC");
    const sales = freeze("    timeZone: UTC\n    from: 2026-11-27 00:00\n    until: 2026-11-30 08:00\n");
    const { organization, services } = catalogOf(files({ service: night, organization: sales }));
    return approvalAt(organization, services[0]!, { risk, environment: "production", now });
  };

  test("one more outside a window, and not two when a freeze stands besides; never fewer than usual", () => {
    expect(needed("change", "2026-11-22T03:00:00Z").count).toBe(1);
    expect(needed("change", "2026-11-23T03:00:00Z").count).toBe(2);
    expect(needed("destructive", "2026-11-23T03:00:00Z").count).toBe(3);
    const both = needed("change", "2026-11-28T12:00:00Z");
    expect([both.count, both.oneMore.length]).toEqual([2, 2]);
  });

  test("what only looks asks for nobody more at any hour", () => {
    expect(needed("sensitive", "2026-11-28T12:00:00Z")).toMatchObject({ count: 1, oneMore: [] });
  });
});

describe("what is written wrongly is named with its file, its line and what was expected", () => {
  test.each<readonly [string, string, string]>([
    [
      "a time zone",
      windows("0 2 * * 0", "3h", "Europe/Lisbonne"),
      'maintenanceWindows[0].timeZone: expected a time zone such as Europe/Lisbon, found "Europe/Lisbonne"',
    ],
    [
      "a schedule",
      windows("0 25 * * 0", "3h", "UTC"),
      'maintenanceWindows[0].schedule: expected a schedule of five fields that comes again, such as "0 2 * * 0" (Sundays at 02:00), found "0 25 * * 0"',
    ],
    [
      "a schedule that never comes",
      windows("0 2 31 2 *", "3h", "UTC"),
      'maintenanceWindows[0].schedule: expected a schedule of five fields that comes again, such as "0 2 * * 0" (Sundays at 02:00), found "0 2 31 2 *"',
    ],
    [
      "no time at all",
      windows("0 2 * * 0", "0m", "UTC"),
      'maintenanceWindows[0].duration: expected a time of at least a minute, such as "3h", found "0m"',
    ],
    [
      "an environment",
      windows("0 2 * * 0", "3h", "UTC", "    environments: [moon]\n"),
      'maintenanceWindows[0].environments: expected one of production, found "moon"',
    ],
    [
      "a day that is none",
      freeze("    timeZone: UTC\n    from: 2026-02-30 00:00\n    until: 2026-03-01 00:00\n"),
      'deployFreezes[0].from: expected a time such as 2026-11-27 00:00, found "2026-02-30 00:00"',
    ],
    [
      "an end before the beginning",
      freeze("    timeZone: UTC\n    from: 2026-03-02 00:00\n    until: 2026-03-01 00:00\n"),
      'deployFreezes[0].until: expected a time after from, found "2026-03-01 00:00"',
    ],
    [
      "no time",
      freeze("    timeZone: UTC\n"),
      "deployFreezes[0].from: is missing; expected from and until, or schedule and duration",
    ],
    [
      "a schedule without an end",
      freeze('    timeZone: UTC\n    schedule: "0 18 * * 5"\n'),
      'deployFreezes[0].duration: is missing; expected how long it takes, such as "12h"',
    ],
  ])("%s", (_what, written, fault) => {
    expect(faultsOf(files({ service: written })).map((one) => one.replace(/^services\/shop.yaml:\d+: /, ""))).toEqual([
      fault,
    ]);
  });

  test("the line is that of the wrong word", () => {
    const [fault] = faultsOf(files({ organization: windows("0 2 * * 0", "3h", "Moon/Base") }));
    expect(fault).toMatch(/^organization\.yaml:12: maintenanceWindows\[0\]\.timeZone/);
  });
});
