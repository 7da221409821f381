import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

interface Import {
  readonly file: string;
  readonly target: string;
  readonly isType: boolean;
}

const filesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

const sources = filesUnder("src");
const text = (file: string): string => readFileSync(join(root, file), "utf8");

// `import … from "x"`, `export … from "x"`, `import("x")`, with the names so that type-only ones are told apart.
const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(?:(type)\s+)?([^"';]*?)\s*from\s*"([^"]+)"|import\(\s*"([^"]+)"\s*\)|\n\s*import\s+"([^"]+)"/g;

const importsOf = (file: string): Import[] =>
  [...text(file).matchAll(importPattern)].map((match) => {
    const names = match[2] ?? "";
    const braces = names.startsWith("{")
      ? names
          .slice(1, -1)
          .split(",")
          .map((name) => name.trim())
          .filter(Boolean)
      : [];
    const allTypes = braces.length > 0 && braces.every((name) => name.startsWith("type "));
    return { file, target: match[3] ?? match[4] ?? match[5] ?? "", isType: match[1] === "type" || allTypes };
  });

const imports = sources.flatMap(importsOf);
const valueImports = imports.filter((one) => !one.isType);

const ours = (one: Import): string => relative("src", normalize(join(dirname(one.file), one.target)));
const isOurs = (one: Import): boolean => one.target.startsWith(".");

/** `src/slack/messages/card.ts` → `slack`; `src/handle.ts` → `handle`. */
const station = (path: string): string => (path.split("/")[0] ?? "").replace(/\.ts$/, "");

const pure = ["incident", "approval", "catalog", "runbook", "operation", "command-line"];

/** The arrows of the road. Types may be imported by everything, and `clients/fault.ts` is the common word for failure. */
const allowed: Record<string, string[]> = {
  incident: ["catalog"],
  approval: ["operation", "catalog", "incident/instant", "incident/text"],
  catalog: [],
  operation: [],
  "command-line": ["operation", "catalog"],
  runbook: ["operation", "catalog", "command-line"],
  config: [],
  log: ["operation"],
  "read-files": [],
  shelf: ["read-files", "runbook", "catalog"],
  health: ["store"],
  metrics: ["store"],
  handle: ["incident", "approval", "store"],
  "handle-request": ["handle", "incident", "approval", "store"],
  "handle-freeze": ["approval", "store"],
  audit: ["store"],
  families: ["targets", "clients"],
  "deliver-change": ["store"],
  changes: ["deliver-change", "handle-request", "handle-freeze", "effects", "keep-planned", "store"],
  "strike-due": ["incident", "store"],
  "handle-check": ["incident", "runbook", "store"],
  "keep-planned": [],
  store: ["incident", "approval", "catalog", "operation"],
  slack: ["handle", "store", "clients/slack", ...pure],
  alerts: ["handle", "store", "clients/slack", ...pure],
  targets: ["operation", "catalog", "clients"],
  clients: [],
  effects: ["store", "targets", "clients", "slack/messages", "slack/person", ...pure],
  doctor: ["store", "clients", "config", "read-files", "catalog"],
  deliver: ["store", "effects"],
};

const isAllowed = (one: Import): boolean => {
  const from = station(relative("src", one.file));
  const to = ours(one);
  if (from === station(to) || to === "clients/fault.ts") return true;
  if (from === "main") return true;
  if (from === "sandbox") return station(to) !== "main";
  if (from === "services") return station(to) !== "sandbox" && station(to) !== "main";
  return (allowed[from] ?? []).some(
    (edge) => to === `${edge}.ts` || to.startsWith(`${edge}/`) || to.startsWith(`${edge}-`),
  );
};

const packageOf = (target: string): string =>
  target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/");

const purePackages = [
  "zod",
  "unified",
  "remark-parse",
  "remark-gfm",
  "unbash",
  "libpg-query",
  "@jmespath-community/jmespath",
  "yaml",
  "temporal-polyfill",
  "croner",
];

const show = (one: Import): string => `${one.file} → ${one.target}`;
const within = (file: string, ...places: string[]): boolean => places.some((place) => file.startsWith(`src/${place}`));
const using = (name: RegExp): Import[] => valueImports.filter((one) => name.test(one.target));

describe("the road goes one way", () => {
  test("every import between folders is an arrow of the road", () => {
    expect(
      valueImports
        .filter(isOurs)
        .filter((one) => !isAllowed(one))
        .map(show),
    ).toEqual([]);
  });

  test("every folder of src is on the map", () => {
    const known = new Set([...Object.keys(allowed), "services", "main", "sandbox", "README.md"]);
    expect(
      readdirSync(join(root, "src"))
        .map((name) => name.replace(/\.ts$/, ""))
        .filter((name) => !known.has(name)),
    ).toEqual([]);
  });

  test("nothing imports in a circle", () => {
    const graph = new Map<string, string[]>();
    for (const one of valueImports.filter(isOurs))
      graph.set(one.file, [...(graph.get(one.file) ?? []), join("src", ours(one))]);
    expect(circles(graph)).toEqual([]);
  });

  test("the sandbox is imported by main alone", () => {
    const guests = valueImports.filter(
      (one) => isOurs(one) && ours(one).startsWith("sandbox/") && !within(one.file, "sandbox/", "main.ts"),
    );
    expect(guests.map(show)).toEqual([]);
  });
});

describe("pure folders stay pure", () => {
  const pureFiles = sources.filter((file) => within(file, ...pure.map((folder) => `${folder}/`)));
  const code = (file: string): string => text(file).replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, "");

  test("they ask no clock, no dice and no console, and wait for nothing", () => {
    const impure = /Date\.now\(|new Date\(\)|Math\.random\(|\bconsole\.|\basync\s|\bprocess\./;
    expect(pureFiles.filter((file) => impure.test(code(file)))).toEqual([]);
  });

  test("they import only parsers and schemas", () => {
    const foreign = valueImports.filter((one) => pureFiles.includes(one.file) && !isOurs(one));
    expect(
      foreign.filter((one) => !purePackages.includes(packageOf(one.target)) && one.target !== "node:crypto").map(show),
    ).toEqual([]);
  });
});

describe("each outside thing has one door", () => {
  test.each([
    ["Slack's packages", /^@slack\//, ["slack/", "clients/slack", "sandbox/"]],
    ["the pager's package", /^@pagerduty\//, ["clients/pagerduty"]],
    ["Kubernetes", /^@kubernetes\//, ["clients/kubernetes", "targets/kubernetes/"]],
    ["AWS", /^@aws-sdk\//, ["clients/aws", "targets/aws/"]],
    ["Redis", /^ioredis$/, ["clients/redis", "targets/redis/"]],
    ["Postgres", /^pg$/, ["store/", "targets/postgres/", "clients/", "sandbox/"]],
    ["the queue", /^graphile-worker$/, ["deliver", "store/"]],
    ["HTTP", /^undici$/, ["clients/"]],
    ["repositories", /^@(octokit|gitbeaker)\//, ["targets/git/"]],
    ["drawing", /^@resvg\//, ["targets/charts/"]],
    ["child processes", /child_process/, ["sandbox/"]],
  ])("%s", (_name, pattern, doors) => {
    expect(
      using(pattern)
        .filter((one) => !within(one.file, ...doors))
        .map(show),
    ).toEqual([]);
  });

  test("only main knows the process", () => {
    const knowing = sources.filter((file) => file !== "src/main.ts" && !within(file, "sandbox/"));
    expect(knowing.filter((file) => /(?<![\w.-])process\.(env|argv|exit|on|std|cwd)/.test(text(file)))).toEqual([]);
  });
});

describe("small and named", () => {
  const everything = [...sources, ...filesUnder("test")];

  test("no file is over 250 lines", () => {
    expect(everything.filter((file) => text(file).split("\n").length > 251)).toEqual([]);
  });

  test("the median file of src is under 80 lines", () => {
    const lengths = sources.map((file) => text(file).split("\n").length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(80);
  });

  test("nothing is typed away", () => {
    expect(
      everything.filter(
        (file) =>
          /(:|as|<) ?any\b|@ts-(ignore|expect-error|nocheck)|biome-ignore/.test(text(file)) &&
          !file.endsWith("architecture.test.ts"),
      ),
    ).toEqual([]);
  });
});

function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(" → "));
    if (done.has(file) || path.includes(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}
