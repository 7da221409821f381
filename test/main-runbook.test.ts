import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runMain } from "./run-main.ts";

const shipped = join(import.meta.dirname, "../runbooks");
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "incident-runbooks-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function written(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, lines.join("\n"));
  return path;
}

const fenced = (tag: string, ...lines: readonly string[]) => [`\`\`\`${tag}`, ...lines, "```", ""];

describe("runbook check", () => {
  test("ends with 0 when there is nothing to mend", async () => {
    const { out, code } = await runMain(["runbook", "check", join(shipped, "blog-engine")]);
    expect(out).toContain("nothing to mend");
    expect(code).toBe(0);
  });

  test("prints the report as JSON, of any text file given by name", async () => {
    const path = await written("notes.txt", "# Notes", ...fenced("bash", "kubectl delete pod api-1"));
    const { out, code } = await runMain(["runbook", "check", "--json", path]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      files: [
        {
          path,
          title: "Notes",
          commands: [
            { line: 3, text: "kubectl delete pod api-1", operation: "kubernetes.delete", risk: "destructive" },
          ],
          blocks: [{ line: 3, kind: "commands" }],
        },
      ],
      totals: { commands: 1, operation: 1, destructive: 1, read: 0 },
    });
  });

  test("ends with 1 and names file, line and remedy of everything a team should mend", async () => {
    const path = await written(
      "bad.md",
      "---",
      "review: 2020-01-31",
      "---",
      "# Bad",
      ...fenced("bash", "kubectl get pods -n $MY_SPACE"),
      ...fenced("bash", "replicas: 3", "image: api"),
      ...fenced("bash", "get pods -n production"),
    );
    const { out, code } = await runMain(["runbook", "check", path]);
    expect(code).toBe(1);
    expect(out).toMatch(/bad\.md:1: its review date 2020-01-31 has passed\n {4}read it through/);
    expect(out).toMatch(/bad\.md:6: \$MY_SPACE is used and nowhere set\n {4}set it above/);
    expect(out).toMatch(/bad\.md:10: .*configuration and no command\n {4}tag it yaml/);
    expect(out).toMatch(/bad\.md:15: .*names no program\n {4}write kubectl or oc before it/);
    expect(out).toContain("4 to mend");
  });

  test("says on the way how far it is with many files, and keeps that out of the report", async () => {
    const folder = await mkdtemp(join(directory, "many-"));
    await Promise.all(Array.from({ length: 120 }, (_, at) => writeFile(join(folder, `${at}.md`), `# Number ${at}\n`)));
    const { out, err } = await runMain(["runbook", "check", "--json", folder]);
    expect(err).toContain("100 of 120");
    expect(JSON.parse(out).files).toHaveLength(120);
  });

  test("names a path that is not there, and a directory without runbooks", async () => {
    const empty = await mkdtemp(join(directory, "empty-"));
    expect(await runMain(["runbook", "check", join(directory, "none.md")])).toMatchObject({
      code: 1,
      err: expect.stringContaining("none.md: there is no such file"),
    });
    expect(await runMain(["runbook", "check", empty])).toMatchObject({
      code: 1,
      err: expect.stringContaining("no file in it ends in .md"),
    });
  });
});

describe("explain", () => {
  const words = ["explain", "kubectl scale deployment/api-service --replicas=<n>", "--service", "podcast-analytics"];

  test("says what a command would do, to what, and who must agree", async () => {
    const { out, code } = await runMain([...words, "--environment", "production", "--value", "n=5"]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /podcast-analytics in production.*kubernetes\.scale.*change, 1 must agree.*production\/deployment\/api-service/s,
    );
  });

  test("names the values that are missing, as JSON too", async () => {
    const { out } = await runMain([...words, "--json"]);
    expect(JSON.parse(out)).toMatchObject({ environment: "production", commands: [{ missing: ["n"] }] });
  });

  test("refuses a value that would change the command", async () => {
    const { out } = await runMain([...words, "--value", "n=5 --all"]);
    expect(out).toMatch(/refused/);
  });

  test("names what it does not know", async () => {
    expect(await runMain(["explain", "kubectl get pods", "--service", "nope"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("no service nope"),
    });
    expect(await runMain(["explain", "kubectl get pods"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("--service"),
    });
    expect(await runMain([...words, "--enviroment", "x"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("--enviroment"),
    });
  });
});
