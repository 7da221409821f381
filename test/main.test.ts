import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runMain } from "./run-main.ts";

const shipped = fileURLToPath(new URL("../manifests", import.meta.url));
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "incident-manifests-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const complete = {
  SLACK_BOT_TOKEN: "xoxb-of-a-test",
  SLACK_APP_TOKEN: "xapp-of-a-test",
  DATABASE_URL: "postgres://nobody:hush@127.0.0.1:1/none",
  AUDIT_KEY: "a-key-of-a-test-that-is-long-enough",
};

describe("the command line", () => {
  test("names every missing variable at once, and never a value", async () => {
    const { err, code } = await runMain(["start"], { SLACK_BOT_TOKEN: "hunter2-is-no-token", PORT: "eighty" });
    expect(code).toBe(1);
    for (const name of ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "DATABASE_URL", "PORT", "AUDIT_KEY"])
      expect(err).toContain(name);
    expect(err).not.toContain("hunter2");
  });

  test("names every fault of the catalog with file and line, and ends with 1", async () => {
    await cp(shipped, directory, { recursive: true });
    const file = join(directory, "services", "blog-engine.yaml");
    const lines = (await readFile(file, "utf8")).split("\n");
    const at = lines.findIndex((line) => line.includes("responseTime:"));
    lines[at] = (lines[at] ?? "").replace(/responseTime: *[^,}]+/, "responseTime: soon");
    await writeFile(file, `${lines.join("\n")}\nnonsense: true\n`);
    const { err, code } = await runMain(["start"], { ...complete, MANIFESTS_DIR: directory });
    expect(code).toBe(1);
    expect(err).toContain(`services/blog-engine.yaml:${at + 1}:`);
    expect(err).toMatch(/found “?"?soon/);
    expect(err).toContain("nonsense");
  });

  test("answers an unknown command with those it knows", async () => {
    const { err, code } = await runMain(["strat"]);
    expect(code).toBe(1);
    expect(err).toMatch(/“strat”.*start.*sandbox.*migrate/s);
  });

  test("refuses a port that is none", async () => {
    expect(await runMain(["sandbox", "--port", "many"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("“many”"),
    });
  });
});
