import { describe, expect, test } from "vitest";
import { checkRunbooks } from "../../src/runbook/check-runbooks.ts";
import { renderCheck } from "../../src/runbook/render-check.ts";

const check = (text: string, today = "2026-11-21") => checkRunbooks([{ path: "runbooks/api/x.md", text }], { today });
const block = (text: string, tag = "bash") => `# Down\n\n\`\`\`${tag}\n${text}\n\`\`\`\n`;

describe("the report", () => {
  test("has one entry for each command, with everything a reviewer needs", () => {
    const { files, totals } = check(
      block(
        "# Look\nkubectl get pods -n $NS | head -5\n\n# Undo\nkubectl rollout undo deployment/<name>\n\nkubectl edit cm x\n./x.sh",
      ),
    );
    expect(files[0]).toMatchObject({
      path: "runbooks/api/x.md",
      title: "Down",
      blocks: [{ line: 4, kind: "commands" }],
    });
    expect(files[0]?.commands).toEqual([
      {
        line: 5,
        text: "kubectl get pods -n $NS | head -5",
        title: "Look",
        kind: "operation",
        operation: "kubernetes.get",
        arguments: { resources: ["pods"], names: [], namespace: "<NS>" },
        risk: "read",
        filters: ["the first 5 lines"],
        variables: [{ name: "NS", from: "asked" }],
      },
      {
        line: 8,
        text: "kubectl rollout undo deployment/<name>",
        title: "Undo",
        kind: "operation",
        operation: "kubernetes.rollout-undo",
        arguments: { deployment: "<name>" },
        risk: "change",
        variables: [{ name: "name", from: "asked" }],
      },
      {
        line: 10,
        text: "kubectl edit cm x",
        title: "Down",
        kind: "manual",
        variables: [],
        reason: "kubectl edit: it opens an editor; patch, set or apply a reviewed file instead",
      },
      {
        line: 11,
        text: "./x.sh",
        title: "Down",
        kind: "job",
        operation: "job.run",
        arguments: { program: "./x.sh", arguments: [] },
        risk: "destructive",
        variables: [],
      },
    ]);
    expect(totals).toEqual({
      commands: 4,
      operation: 2,
      manual: 1,
      job: 1,
      read: 1,
      sensitive: 0,
      change: 1,
      destructive: 1,
    });
  });

  test("accepts any text, and an empty one", () => {
    expect(check("").totals.commands).toBe(0);
    expect(check("no Markdown at all").problems).toEqual([]);
  });

  test("tells how far it is", () => {
    const done: number[] = [];
    checkRunbooks(
      [1, 2, 3].map((n) => ({ path: `${n}.md`, text: "" })),
      { onFile: (count) => done.push(count) },
    );
    expect(done).toEqual([1, 2, 3]);
  });
});

describe("what is to mend has its line and a remedy", () => {
  test.each([
    ["an undefined variable", block("kubectl get pods -n $NS"), "undefined-variable", 4],
    ["a block with the wrong tag", block("rate(x[5m])"), "mistagged-block", 4],
    ["a command that lost its tool", block("get pods -n prod"), "lost-tool", 4],
    ["a review date that has passed", `---\nreview: 2026-01-01\n---\n${block("kubectl get pods")}`, "review-passed", 1],
    ["front matter that cannot be read", `---\nalerts: [\n---\n${block("kubectl get pods")}`, "front-matter", 1],
  ])("%s", (_, text, kind, line) => {
    const { problems } = check(text);
    expect(problems.map((problem) => ({ kind: problem.kind, line: problem.line }))).toEqual([{ kind, line }]);
    expect(problems[0]?.remedy.length).toBeGreaterThan(10);
  });

  test("a placeholder is asked for and no fault; nor is a variable that is set", () => {
    expect(check(block("NS=prod\nkubectl get pods -n $NS\nkubectl get pod <pod>")).problems).toEqual([]);
  });
});

test("as text it names every command, what is to mend and the totals", () => {
  const text = renderCheck(check(block("kubectl get pods -n $NS")));
  expect(text).toContain("kubernetes.get");
  expect(text).toContain("runbooks/api/x.md:4: $NS is used and nowhere set");
  expect(text).toContain("1 commands: 1 operations (100 %)");
});
