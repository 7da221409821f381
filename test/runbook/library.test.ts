import { describe, expect, test } from "vitest";
import { createLibrary } from "../../src/runbook/library.ts";
import { occasionOf } from "../../src/runbook/occasion-of.ts";
import { pagesOf } from "../../src/runbook/pages.ts";
import { readRunbook } from "../../src/runbook/read-runbook.ts";
import { slugOf } from "../../src/runbook/slug.ts";
import { shippedCatalog } from "./shipped-catalog.ts";

const catalog = await shippedCatalog();
const block = (command: string) => ["```bash", command, "```"].join("\n");
const stepsOf = (text: string) => pagesOf(readRunbook({ path: "a/b.md", text }).runbook).flatMap(({ steps }) => steps);

describe("the name of a runbook", () => {
  test("is its path where that fits into an id", () => {
    expect(slugOf("blog-engine/api-down.md")).toBe("blog-engine.api-down");
  });
  test("is never that of another file", () => {
    const paths = [
      "a/b.md",
      "a.b.md",
      "a/B.md",
      "a/b c.md",
      "a/b-c.md",
      `${"x".repeat(90)}1.md`,
      `${"x".repeat(90)}2.md`,
    ];
    expect(new Set(paths.map(slugOf)).size).toBe(paths.length);
    for (const path of paths) expect(slugOf(path)).toMatch(/^[a-z0-9.-]{1,80}$/);
  });
});

describe("a step", () => {
  const before = `# T\n\nLook:\n\n${block("kubectl get pods")}\n\nMend:\n\n${block("kubectl delete pod a")}\n`;
  test("stays the same when another is written above it", () => {
    const after = before.replace("Look:", `First:\n\n${block("uptime")}\n\nLook:`);
    const keys = stepsOf(after).map(({ key }) => key);
    for (const { key } of stepsOf(before)) expect(keys).toContain(key);
  });
  test("is another when its command changes, so that its tick does not count for it", () => {
    const after = stepsOf(before.replace("delete pod a", "delete pod b"));
    expect(after[0]?.key).toBe(stepsOf(before)[0]?.key);
    expect(after[1]?.key).not.toBe(stepsOf(before)[1]?.key);
  });
  test("has a name of its own even where it is written twice", () => {
    const keys = stepsOf("# T\n\n- [ ] Wait\n- [ ] Look\n- [ ] Wait\n").map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
  });
});

describe("values", () => {
  const text = [
    "# T",
    block("kubectl logs <pod> -n <namespace>"),
    block('echo "<note>" | mail ops'),
    block("curl -H 'X-Key: <api-token>' https://x.example.com"),
  ].join("\n\n");
  const library = createLibrary([{ path: "podcast-analytics/t.md", text }], () => catalog);
  const book = library.open("podcast-analytics.t", "podcast-analytics");
  const view = (values: Record<string, string>) => book?.view(0, new Map(Object.entries(values))) ?? [];

  test("what the catalog knows is filled in, what nobody knows is asked for", () => {
    const [first] = view({});
    expect(first).toMatchObject({ asks: ["pod"], missing: ["pod"] });
    expect(first?.commands[0]?.values).toContainEqual({ name: "namespace", from: "catalog", value: "production" });
    expect(first?.commands[0]?.text).toContain("<pod>");
  });
  test("with all of them the command stands as it would run", () => {
    const [first] = view({ pod: "api-1" });
    expect(first?.commands[0]).toMatchObject({ text: "kubectl logs api-1 -n production", explained: { risk: "read" } });
    expect(first?.missing).toEqual([]);
  });
  test("a value that is more than a word does not get into what a person copies to a shell", () => {
    expect(view({ note: "ok" })[1]?.commands[0]?.text).toBe('echo "ok" | mail ops');
    expect(view({ note: '"; rm -rf / #' })[1]?.commands[0]?.text).toBe('echo "<note>" | mail ops');
  });
  test("one that would change the command is refused, with the reason", () => {
    expect(book?.refuse("pod", "api-1")).toBeUndefined();
    expect(book?.refuse("pod", "api-1; kubectl delete pod b")).toMatch(
      /another number of commands|more than fill|not understood/,
    );
    expect(book?.refuse("pod", "<other>")).toMatch(/placeholder/);
  });
  test("a secret is not asked for", () => {
    expect(view({})[2]?.asks).toEqual([]);
  });
  test("where the catalog knows nothing of the service, the reason is given", () => {
    const [first] = library.open("podcast-analytics.t", "nowhere")?.view(0, new Map()) ?? [];
    expect(first?.commands[0]?.explained).toMatchObject({
      kind: "refused",
      reason: expect.stringMatching(/no environment/),
    });
  });
});

describe("what an earlier command prints", () => {
  const look = "POD=$(kubectl get pods -n <namespace> -o name | head -1)";
  const text = [
    "# T",
    block(look),
    block("kubectl describe pod $POD"),
    block("NODE=$(kubectl delete node <node>)"),
    block("kubectl describe node $NODE"),
    block("kubectl delete pod $POD"),
    block("TOKEN=$(kubectl get pods -o name)"),
    block("kubectl describe pod $TOKEN"),
  ].join("\n\n");
  const book = createLibrary([{ path: "podcast-analytics/o.md", text }], () => catalog).open(
    "podcast-analytics.o",
    "podcast-analytics",
  );
  const steps = book?.pages.flatMap((page) => page.steps) ?? [];
  const plan = (at: number, values: Record<string, string> = {}) =>
    book?.planReads(steps.slice(at, at + 1), new Map(Object.entries(values)))[0];

  test("stands for the variable it is set to: it is looked up first", () => {
    expect(book?.view(0, new Map())[1]).toMatchObject({ asks: ["POD"], missing: [] });
    expect(plan(1)).toMatchObject({
      kind: "read",
      inputs: [
        {
          name: "POD",
          operation: { name: "kubernetes.get", arguments: { resources: ["pods"], namespace: "production" } },
          filters: [{ kind: "head" }],
        },
      ],
    });
  });
  test("is not needed where a person gave the value", () => {
    expect(plan(1, { POD: "api-1" })).toMatchObject({ kind: "read", operation: { arguments: { names: ["api-1"] } } });
    expect(plan(1, { POD: "api-1" })).not.toHaveProperty("inputs");
  });
  test("is asked for where finding it out would change something", () => {
    expect(plan(3)).toMatchObject({ kind: "left", reason: expect.stringContaining("NODE is missing") });
  });
  test("is asked for where it would be changed", () => {
    expect(book?.view(0, new Map())[4]).toMatchObject({ asks: ["POD"], missing: ["POD"] });
  });
  test("is never taken for a secret", () => {
    expect(plan(6)).toMatchObject({ kind: "left", reason: expect.stringContaining("TOKEN is missing") });
  });
});

describe("what an incident says of itself", () => {
  test("a word in it that looks like the name of an alert is taken for one", () => {
    const incident = {
      service: "a",
      severity: "P1",
      title: "HighErrorRate fired on API",
      latestUpdate: { text: "see PodOOMKilled" },
    };
    expect(occasionOf(incident)).toMatchObject({ alerts: ["HighErrorRate", "PodOOMKilled"] });
  });
  test("only runbooks of its service, or of none, are read for it", () => {
    const files = ["a", "b"].map((name) => ({
      path: `${name}.md`,
      text: `---\nservice: ${name}\n---\n# ${name} error`,
    }));
    const library = createLibrary([...files, { path: "any.md", text: "# Any error" }], () => catalog);
    expect([library.prepare("a"), library.prepare("a"), library.prepare("a")]).toEqual([true, true, false]);
    const ranked = library.rank({ service: "a", alerts: [], text: "error" });
    expect(ranked.map(({ slug }) => slug)).toEqual(["a", "any"]);
  });
});
