import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printCommand } from "../../src/command-line/print-command.ts";
import { readCommands } from "../../src/command-line/read-commands.ts";
import type { CommandEntry } from "../../src/command-line/reading.ts";
import { fillHoles } from "../../src/operation/hole.ts";
import { readRunbook } from "../../src/runbook/read-runbook.ts";
import { changing, looking } from "./corpus.ts";
import { dressed, plainWords } from "./dressings.ts";
import { mutated } from "./mutations.ts";

// The short run is for everybody; FUZZ_RUNS=100000 is the long one.
const numRuns = Number(process.env.FUZZ_RUNS ?? 400);
const settings = { numRuns, seed: 20_261_121 };
const anyCommand = fc.constantFrom(...looking, ...changing);

describe("no text crashes the engine", () => {
  test("any characters at all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        readCommands(text);
        readRunbook({ path: "any.md", text: `# x\n\n\`\`\`bash\n${text}\n\`\`\`\n` });
      }),
      settings,
    );
  });
  test("pieces of shell, SQL and Markdown in any order", () => {
    const piece = fc.constantFrom(
      "$(",
      ")",
      "`",
      '"',
      "'",
      "<<EOF\n",
      "\n",
      "|",
      "&&",
      ";",
      "{",
      "}",
      "[",
      "<x>",
      "${",
      "kubectl ",
      "get ",
      "psql -c ",
      "SELECT ",
      "\\",
      "# ",
      "- [ ] ",
      "```\n",
      "for x in ",
      "do ",
      "done",
      "$'",
      "((",
      "--",
      "=",
      ">",
      "2>&1",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        readCommands(pieces.join(""));
        readRunbook({ path: "any.md", text: pieces.join("") });
      }),
      settings,
    );
  });
  test("texts made to make a pattern backtrack are read like others", () => {
    const many = 20_000;
    const texts = [
      `A${"  A".repeat(many)}!`,
      `kubectl get pods | awk '{print ${" ".repeat(many)}'`,
      `X=${"'a' ".repeat(many)}`,
      `${"a=b ".repeat(many)}!`,
      "<a ".repeat(many),
      "don't\n".repeat(2000),
      "case a ".repeat(many),
      "if x\n".repeat(4000),
      `kubectl exec a -- ping ${"a.".repeat(many)}!`,
      `kubectl exec a -- kafka-topics${" --topic a".repeat(many)} !`,
      `kubectl get pods ${"$(kubectl get x) ".repeat(1000)}`,
      `sum by (a) (x{${'a="b",'.repeat(many)}})`,
      `${"[".repeat(many)}a`,
      `rate(x{a="${"\\\\".repeat(many)}`,
    ];
    for (const text of texts) {
      readRunbook({ path: "any.md", text: `\`\`\`bash\n${text}\n\`\`\`\n` });
      readCommands(text);
    }
  });
  test("deep nesting ends in a manual step", () => {
    for (const text of [
      "$(".repeat(3000),
      "{".repeat(3000),
      "(".repeat(3000),
      `psql -c "SELECT ${"(".repeat(3000)}"`,
      "[".repeat(3000),
      "a|".repeat(3000),
    ]) {
      expect(readCommands(text).entries.every(({ reading }) => reading.kind === "manual")).toBe(true);
    }
  });
});

describe("a change is never read as harmless", () => {
  test("whatever flags, quotes, prompts, dashes, aliases, line breaks and comments surround it", () => {
    fc.assert(
      fc.property(dressed(fc.constantFrom(...changing)), (text) => {
        const { runbook } = readRunbook({ path: "x.md", text: `\`\`\`bash\n${text}\n\`\`\`\n` });
        const entries = runbook.steps.flatMap((step) => step.commands).map(({ entry }) => entry);
        expect(entries.some(isGuarded), text).toBe(true);
      }),
      settings,
    );
  });
  test("after any typing mistake", () => {
    fc.assert(
      fc.property(mutated(anyCommand), (text) => {
        for (const entry of readCommands(text).entries)
          expect(isGuarded(entry) || !namesChange(entry), `${text} → ${JSON.stringify(entry.reading)}`).toBe(true);
      }),
      settings,
    );
  });
});

test("a command that is printed and read again is the same operation", () => {
  fc.assert(
    fc.property(fc.oneof(anyCommand, mutated(anyCommand)), (text) => {
      for (const entry of readCommands(text).entries) {
        if (entry.reading.kind === "manual" || !entry.stages || entry.part > 0) continue;
        const printed = printCommand(entry.stages, entry.names);
        const [again] = readCommands(printed).entries;
        expect(again && meaning(again), printed).toEqual(meaning(entry));
      }
    }),
    settings,
  );
});

function isGuarded({ reading }: CommandEntry): boolean {
  return reading.kind !== "operation" || reading.risk === "change" || reading.risk === "destructive";
}

const mutatingWords = new Set(
  "delete drain taint scale patch apply edit cordon restart undo label annotate flushdb flushall del update-service modify-db-instance disable-alarm-actions".split(
    " ",
  ),
);

/** An oracle that knows nothing of the parsers: the words that change things, where no flag could have swallowed them. */
function namesChange(entry: CommandEntry): boolean {
  const words = plainWords(entry);
  if (words.some((word) => mutatingWords.has(word.toLowerCase()))) return true;
  const sql = words.join(" ").replace(/--[^\n]*|'[^']*'/g, "");
  return words.includes("psql") && /\b(delete from|drop table|update \w+ set|pg_terminate_backend)\b/i.test(sql);
}

function meaning(entry: CommandEntry): unknown {
  if (entry.reading.kind === "manual") return entry.reading.reason;
  const { operation, filters, risk } = entry.reading;
  return fillHoles([operation.name, operation.arguments, filters, risk], (index) => `<${entry.names[index]}>`);
}
