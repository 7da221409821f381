import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { faultText, readCatalog } from "../src/catalog/read-catalog.ts";
import { commands } from "../src/slack/grammar/commands.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

describe("the README", () => {
  test("lists the commands that are understood, in the words of /incident help", () => {
    const [, table = ""] = readme.split("## Commands");
    const [listed = ""] = table.split("\n## ");
    const rows = listed.split("\n").filter((line) => line.startsWith("| `"));
    const row = (said: string, help: string) => `| \`${said.trim().replaceAll("|", "\\|")}\` | ${help} |`;
    expect(rows).toEqual(commands.map(({ word, form, help }) => row(`${word} ${form}`, help)));
  });

  test("shows an organization and a service that the bot would start with", () => {
    const shown = [...readme.matchAll(/```yaml\n# (\S+)\n([\s\S]*?)```/g)];
    const read = readCatalog(shown.map(([, path = "", text = ""]) => ({ path, text })));
    expect(read.kind === "faults" ? read.faults.map(faultText) : []).toEqual([]);
  });
});
