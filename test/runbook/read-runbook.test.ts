import { describe, expect, test } from "vitest";
import { readRunbook } from "../../src/runbook/read-runbook.ts";
import type { Runbook } from "../../src/runbook/types.ts";

function runbook(text: string, path = "runbooks/api/x.md"): Runbook {
  return readRunbook({ path, text }).runbook;
}

function titles(text: string): readonly string[] {
  return runbook(text).steps.map(({ title }) => title);
}

function kinds(text: string): readonly string[] {
  return runbook(text).blocks.map(({ line, kind }) => `${line} ${kind}`);
}

function commands(text: string): readonly string[] {
  return runbook(text).steps.flatMap((step) =>
    step.commands.map((command) => `${command.line} ${command.text.replace(/\s+/g, " ")}`),
  );
}

describe("a step takes its title from what stands nearest", () => {
  test("a comment above the command, without its number", () => {
    expect(
      titles(
        "```bash\n# 1. Check the pods:\nkubectl get pods\n\n# Option 2: Restart\nkubectl rollout restart deployment/api\n```",
      ),
    ).toEqual(["Check the pods", "Restart"]);
  });
  test("a comment behind the command", () => {
    expect(titles("```bash\nmake services  # start everything\n```")).toEqual(["start everything"]);
  });
  test("the list item it stands in", () => {
    expect(titles("1. **Restart the API:**\n   ```bash\n   kubectl rollout restart deployment/api\n   ```")).toEqual([
      "Restart the API",
    ]);
  });
  test("the last sentence above", () => {
    expect(titles("Something is wrong. Look at the pods:\n\n```bash\nkubectl get pods\n```")).toEqual([
      "Look at the pods",
    ]);
  });
  test("else the heading", () => {
    expect(titles("## Look around\n\n```bash\nkubectl get pods\n```")).toEqual(["Look around"]);
  });
  test("commands under one comment are one step", () => {
    expect(
      runbook("```bash\n# Usage\nkubectl top nodes\nkubectl top pods\n```").steps.map((step) => step.commands.length),
    ).toEqual([2]);
  });
  test("a box to tick is a step of its own", () => {
    expect(titles("- [ ] Tell the team\n- [x] Open the **war room**")).toEqual(["Tell the team", "Open the war room"]);
  });
});

describe("the kind of a block is what it holds, whatever its tag says", () => {
  test.each([
    ["console", "rate(api_errors_total[5m]) > 0.1", ["2 promql"]],
    ["bash", "sum by (pod) (rate(x[5m]))", ["2 promql"]],
    ["", "SELECT pid\nFROM pg_stat_activity;", ["2 sql"]],
    ["bash", "replicas: 3\nimage: api", ["2 configuration"]],
    ["bash", "upstream api {\n  server x;\n}", ["2 configuration"]],
    ["", "NAME   READY   STATUS\napi-0  1/1     Running", ["2 output"]],
    ["", "Slack: @incident-commander DECLARE P1", ["2 configuration"]],
    ["", "kubectl get pods", ["2 commands"]],
    ["text", "kubectl get pods", ["2 output"]],
    ["bash", "# nothing but words", ["2 prose"]],
    [
      "bash",
      'curl -s http://x/health | jq .\n\n# Expected response\n{\n  "status": "ok"\n}',
      ["2 commands", "5 output"],
    ],
  ])("%s: %s", (tag, text, expected) => expect(kinds(`\`\`\`${tag}\n${text}\n\`\`\``)).toEqual(expected));
});

describe("commands are told from what surrounds them", () => {
  test("prompts are stripped and output is left out", () => {
    const text =
      "```console\n$ kubectl get pods\nNAME READY\nget-0 1/1\ndelete nothing here\n$ kubectl delete pod \\\n> api-0\npod deleted\nsh-4.4# ceph status\n[root@host ~]# oc get nodes\n```";
    expect(commands(text)).toEqual([
      "2 kubectl get pods",
      "6 kubectl delete pod \\ api-0",
      "9 ceph status",
      "10 oc get nodes",
    ]);
  });
  test("a variable at the start of a line is no prompt", () => {
    expect(commands("```bash\n$NAME get pods\n$(which kubectl) get pods\n```")).toEqual([
      "2 $NAME get pods",
      "3 $(which kubectl) get pods",
    ]);
  });
  test("every command has the line it stands on, in lists and after front matter", () => {
    const text =
      "---\ntitle: X\n---\n# H\n\n- item\n\n  ```bash\n  # a\n  kubectl get pods\n\n  kubectl get nodes | \\\n    head -5\n  ```\n";
    expect(commands(text)).toEqual(["10 kubectl get pods", "12 kubectl get nodes | \\ head -5"]);
  });
  test("an indented block counts as well", () => {
    expect(commands("Look:\n\n    kubectl get pods\n")).toEqual(["3 kubectl get pods"]);
  });
  test("SQL between commands is SQL, and each statement is one", () => {
    const text =
      "```bash\npsql $DATABASE_URL\n\n-- Sizes\nSELECT count(*)\nFROM users;\n\n# Then\nVACUUM users; ANALYZE users;\nkubectl get pods\n```";
    expect(commands(text)).toEqual([
      "2 psql $DATABASE_URL",
      "5 SELECT count(*) FROM users",
      "9 VACUUM users",
      "9 ANALYZE users",
      "10 kubectl get pods",
    ]);
  });
  test("a stray quote hides nothing", () => {
    expect(commands("```bash\nkubectl get pods\necho don't\nkubectl delete pod a\n```")).toEqual([
      "2 kubectl get pods",
      "3 echo don't",
      "4 kubectl delete pod a",
    ]);
  });
  test("a here-document belongs to its command", () => {
    expect(
      commands("```bash\ncat <<EOF | kubectl apply -f -\nkubectl delete ns x\nEOF\nkubectl get pods\n```"),
    ).toHaveLength(2);
  });
  test("a loop is one manual step", () => {
    const [step] = runbook("```bash\nfor p in a b; do\n  kubectl delete pod $p\ndone\n```").steps;
    expect(step?.commands.map(({ entry }) => entry.reading)).toEqual([
      { kind: "manual", reason: "a loop needs a shell; run it in your own" },
    ]);
  });
  test("a question to Prometheus in a comment is one, another comment is not", () => {
    const text =
      "```bash\n# Check errors\n# Query Prometheus:\n# rate(errors_total[5m])\n\n# Query: topk(3, rate(x[1m]))\n# kubectl delete pod a\n# CREATE INDEX i ON t(c);\n```";
    expect(commands(text)).toEqual(["4 rate(errors_total[5m])", "6 topk(3, rate(x[1m]))"]);
    expect(titles(text)).toEqual(["Check errors", "Check errors"].slice(0, 1).concat(titles(text).slice(1)));
  });
});

describe("variables live across blocks", () => {
  const text = [
    "```bash\nNS=prod\nexport POD=$(kubectl get pods -o name | head -1)\n```",
    "```bash\nkubectl logs $POD -n $NS\nkubectl get pods -n $OTHER -l app=<app>\nDB_POOL=5\n```",
  ].join("\n\n");
  const all = runbook(text).steps.flatMap((step) => step.commands);

  test("with where each value comes from", () => {
    const logs = all.find((command) => command.text.startsWith("kubectl logs"));
    expect(logs?.variables).toMatchObject([
      { name: "POD", source: { kind: "output", line: 3 }, expectsValue: true },
      { name: "NS", source: { kind: "assigned", value: "prod", line: 2 }, expectsValue: true },
    ]);
  });
  test("what nobody set is asked for", () => {
    const get = all.find((command) => command.text.includes("$OTHER"));
    expect(get?.variables.map(({ name, source }) => [name, source.kind])).toEqual([
      ["app", "asked"],
      ["OTHER", "asked"],
    ]);
  });
  test("a substitution is a command whose output the variable becomes", () => {
    expect(all.map(({ entry }) => entry.assigns).filter((name) => name !== undefined)).toEqual(["POD"]);
  });
  test("an assignment that nothing uses is a setting for a person", () => {
    expect(all.at(-1)?.entry.reading).toEqual({
      kind: "manual",
      reason: "it sets DB_POOL, which no later command uses; set it where the service reads its settings",
    });
  });
});

test("front matter is read, and its faults stop nothing", () => {
  const good = readRunbook({
    path: "a.md",
    text: "---\ntitle: Down\nservice: api\nseverity: P1\nalerts: [ApiDown]\nreview: 2027-02-01\n---\n",
  });
  expect(good.runbook.frontMatter).toMatchObject({
    title: "Down",
    service: "api",
    alerts: ["ApiDown"],
    review: "2027-02-01",
  });
  const bad = readRunbook({
    path: "runbooks/api/is-down.md",
    text: "---\nalerts: {a: [\n---\n```bash\nkubectl get pods\n```",
  });
  expect(bad.problem).toContain("front matter");
  expect(bad.runbook).toMatchObject({ title: "Is down", service: "api" });
  expect(bad.runbook.steps).toHaveLength(1);
});
