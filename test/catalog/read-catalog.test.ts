import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { readCatalog } from "../../src/catalog/read-catalog.ts";
import { catalogOf, faultsOf, filesWith, organization, service } from "./catalog-files.ts";

/** One edit of the good service file, and the one sentence it is answered with. */
const serviceFaults: readonly (readonly [policy: string, edit: readonly [string, string], fault: string])[] = [
  [
    "a response time is a span of time or a promise we know",
    ["responseTime: 15m", "responseTime: soon"],
    'services/shop.yaml:10: severities[0].responseTime: expected minutes such as "15m", "1h", or "next business day", or "none", found "soon"',
  ],
  [
    "a bare number is not taken for minutes",
    ["updateInterval: 15m", "updateInterval: 15"],
    'services/shop.yaml:11: severities[0].updateInterval: expected minutes such as "15m", "1h" or "2d", found 15',
  ],
  [
    "a misspelt key is told with the right one",
    ["aliases: [store]", "aliasses: [store]"],
    'services/shop.yaml:3: aliasses: is not known here; did you mean "aliases"?',
  ],
  [
    "a deep unknown key is told with the keys of its place",
    ["      database: shop", "      database: shop\n      zzz: 1"],
    "services/shop.yaml:35: environments.production.postgres.zzz: is not known here; expected one of database, user, urlVariable, changeUrlVariable, hostNames, readableTables",
  ],
  [
    "what is missing is named at its place",
    ["    announce: Nobody answered.\n", ""],
    "services/shop.yaml:20: ladder[0].announce: is missing; expected text that is not empty",
  ],
  [
    "a ladder calls only roles somebody holds",
    ["page: [manager]", "page: [manger]"],
    'services/shop.yaml:24: ladder[0].page[0]: nobody holds the role "manger"; did you mean "manager"?',
  ],
  [
    "a ladder names only severities of the service",
    ["severities: [P1]", "severities: [P7]"],
    'services/shop.yaml:23: ladder[0].severities[0]: expected one of P1, P2, found "P7"',
  ],
  [
    "the highest severity comes first",
    ["  - level: P2", "  - level: P0"],
    "services/shop.yaml:13: severities[1].level: expected the highest severity first, found P0 after P1",
  ],
  [
    "a severity stands once",
    ["  - level: P2", "  - level: P1"],
    "services/shop.yaml:13: severities[1].level: P1 or its name stands twice",
  ],
  [
    "a lower severity is not answered faster",
    ["responseTime: next business day", "responseTime: 5m"],
    'services/shop.yaml:16: severities[1].responseTime: expected no faster than P1 (15m), found "5m"',
  ],
  [
    "a level of the ladder stands once",
    ["access:", "  - { name: manager, unless: resolved, announce: Again. }\naccess:"],
    'services/shop.yaml:26: ladder[1].name: "manager" stands twice',
  ],
  [
    "a rule never asks for fewer people than the floor",
    ["pager:", "  approvals: [{ risk: destructive, count: 1 }]\npager:"],
    "services/shop.yaml:29: access.approvals[0].count: expected at least 2 for destructive, found 1",
  ],
  [
    "a rule speaks of environments that exist",
    ["pager:", "  approvals: [{ risk: change, count: 1, environments: [prod] }]\npager:"],
    'services/shop.yaml:29: access.approvals[0].environments: expected one of production, found "prod"',
  ],
  [
    "a choice is one of its words",
    ["kind: log", "kind: opsgenie"],
    'services/shop.yaml:30: pager.kind: expected one of pagerduty, log, found "opsgenie"',
  ],
  ["a list is a list", ["[store]", "store"], 'services/shop.yaml:3: aliases: expected a list, found "store"'],
  [
    "a URL is a URL",
    ["access:", "links: [{ kind: logs, title: Logs, url: nowhere }]\naccess:"],
    'services/shop.yaml:26: links[0].url: expected a URL such as https://status.example.com, found "nowhere"',
  ],
  [
    "a secret variable is not written among the others",
    ["    postgres:", "    variables: { API_TOKEN: abc }\n    postgres:"],
    "services/shop.yaml:33: environments.production.variables.API_TOKEN: is a secret; expected it under secretVariables, named by environment variable",
  ],
  [
    "an alias means one service",
    ["[store]", "[shop]"],
    'services/shop.yaml:3: aliases[0]: "shop" already means services/shop.yaml',
  ],
  [
    "a key stands once",
    ["owner: Shop team", "owner: Shop team\nowner: Others"],
    "services/shop.yaml:5: expected YAML: Map keys must be unique",
  ],
];

const organizationFaults: readonly (readonly [policy: string, edit: readonly [string, string], fault: string])[] = [
  [
    "the time zone exists",
    ["Europe/Lisbon", "Europe/Lisbonne"],
    'organization.yaml:4: calendar.timeZone: expected a time zone such as Europe/Lisbon, found "Europe/Lisbonne"',
  ],
  [
    "a holiday is a day that exists",
    ["2026-12-25", "2026-02-30"],
    'organization.yaml:8: calendar.holidays[0]: expected a date such as 2026-12-25, found "2026-02-30"',
  ],
  [
    "business ends after it begins",
    ['"18:00"', '"08:00"'],
    'organization.yaml:7: calendar.to: expected a time after from, found "08:00"',
  ],
  [
    "a channel is written without #",
    ["incidents", '"#incidents"'],
    'organization.yaml:2: announcementChannel: expected a channel name without "#", such as incidents, found "#incidents"',
  ],
];

test("good files are a catalog, with what they left out filled in", () => {
  const { services, organization: read } = catalogOf(filesWith());
  expect(read).toMatchObject({ name: "Example", watchMinutes: 30, postMortemMinutes: 2880, declarers: [] });
  expect(services[0]).toMatchObject({
    key: "shop",
    severities: [
      { responseTime: { kind: "minutes", minutes: 15 }, updateIntervalMinutes: 15 },
      { responseTime: { kind: "next-business-day" } },
    ],
    ladder: [{ afterMinutes: 5, declaresOutage: false }],
    recovery: { parts: [], backups: [] },
    stepTimeoutSeconds: 30,
    autoRun: false,
  });
});

describe("a fault is told with file, line and what was expected", () => {
  test.each(serviceFaults)("%s", (_policy, edit, fault) => {
    expect(faultsOf(filesWith({ service: edit }))).toEqual([fault]);
  });
  test.each(organizationFaults)("%s", (_policy, edit, fault) => {
    expect(faultsOf(filesWith({ organization: edit }))).toEqual([fault]);
  });
});

test("all faults of all files are told at once, in the order of files and lines", () => {
  const files = filesWith({
    organization: ["Europe/Lisbon", "Nowhere"],
    service: ["aliases: [store]\nowner: Shop team", "ownr: Shop team"],
  }).map((file) => ({
    ...file,
    text: file.text.replace("[manager]", "[nobody]").replace("updateInterval: 30m", "updateInterval: often"),
  }));
  expect(faultsOf(files).map((one) => one.split(" ", 1)[0])).toEqual([
    "organization.yaml:4:",
    "services/shop.yaml:1:",
    "services/shop.yaml:3:",
    "services/shop.yaml:16:",
    "services/shop.yaml:23:",
  ]);
});

test("an organization that cannot be read is one fault, not one for every role it may hold", () => {
  expect(faultsOf(filesWith({ organization: ["name: Example", "name: ["] }))).toEqual([
    expect.stringMatching(/^organization.yaml:\d+: expected YAML/),
  ]);
});

test("two services are never meant by one word", () => {
  const files = [...filesWith(), { path: "services/kiosk.yaml", text: service.replace("name: Shop", "name: Kiosk") }];
  expect(faultsOf(files)).toEqual(['services/shop.yaml:3: aliases[0]: "store" already means services/kiosk.yaml']);
  const twice = [
    ...filesWith(),
    { path: "services/shop.yml", text: service.replace("[store]", "[]").replace("name: Shop", "name: Kiosk") },
  ];
  expect(faultsOf(twice)).toEqual(['services/shop.yml:1: "shop" already means services/shop.yaml']);
});

test("there is one organization and at least one service", () => {
  expect(faultsOf([])).toHaveLength(2);
  expect(faultsOf([{ path: "organization.yaml", text: organization }])).toEqual([
    "services/:1: expected at least one service, found none",
  ]);
  expect(faultsOf(filesWith().slice(1))[0]).toMatch(/^organization.yaml:1: is missing/);
});

test("an empty file, broken YAML and a bomb of aliases are faults, not crashes", () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[..."bcdefghij"].map((letter, index) => `${letter}: &${letter} [${Array(9).fill(`*${"abcdefghi"[index]}`).join(", ")}]`).join("\n")}\n`;
  for (const text of ["", "# nothing\n", "a: [", "- a\n- b\n", "just words", "a: 1\n---\nb: 2\n", bomb, "\u0000"]) {
    expect(faultsOf([...filesWith().slice(0, 1), { path: "services/odd.yaml", text }])).not.toEqual([]);
  }
});

test("other files of the directory are left alone", () => {
  const files = [
    ...filesWith(),
    { path: "slack-app.yaml", text: "{" },
    { path: "kubernetes/services.yaml", text: "{" },
  ];
  expect(readCatalog(files).kind).toBe("catalog");
});

test("the hash is the policy in force: the same for the same files in any order, another for any change", () => {
  const { hash } = catalogOf(filesWith());
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(catalogOf(filesWith().toReversed()).hash).toBe(hash);
  expect(catalogOf(filesWith({ service: ["after: 5m", "after: 6m"] })).hash).not.toBe(hash);
});

test("whatever stands in the place of any value, the answer is a catalog or faults with lines", () => {
  const whole: unknown = parse(service);
  const places = fc.constantFrom(...pathsOf(whole));
  fc.assert(
    fc.property(places, fc.jsonValue(), (path, value) => {
      const text = stringify(replacedAt(whole, path, value));
      const read = readCatalog([...filesWith().slice(0, 1), { path: "services/shop.yaml", text }]);
      if (read.kind === "faults") for (const one of read.faults) expect(one.line).toBeGreaterThan(0);
    }),
    { seed: 7, numRuns: 150 },
  );
});

function pathsOf(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner).map((path) => [key, ...path]))];
}

function replacedAt(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    name === key ? replacedAt(inner, rest, replacement) : inner,
  ]);
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
