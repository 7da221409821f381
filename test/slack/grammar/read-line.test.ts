import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commands, formOf } from "../../../src/slack/grammar/commands.ts";
import { readLine } from "../../../src/slack/grammar/read-line.ts";
import type { Reading } from "../../../src/slack/grammar/reading.ts";
import { ana, catalog } from "../incidents.ts";

const read = (text: string): Reading => readLine(text, { by: ana, catalog });

const asked = (text: string) => {
  const reading = read(text);
  if (reading.kind !== "ask") throw new Error(`${text} was read as ${reading.kind}`);
  return reading.ask;
};

const sentence = (text: string): string => {
  const reading = read(text);
  return reading.kind === "wrong" ? reading.sentence : `not wrong: ${reading.kind}`;
};

describe("the table", () => {
  test.each(commands.flatMap((entry) => [entry.word, ...entry.synonyms].map((word) => [word, entry] as const)))(
    "%s is understood",
    (word) => {
      expect(read(word).kind).not.toBe("wrong");
      expect(read(`${word.toUpperCase()}!`).kind).not.toBe("wrong");
    },
  );

  test("no word stands for two commands", () => {
    const words = commands.flatMap((entry) => [entry.word, ...entry.synonyms]);
    expect(new Set(words).size).toBe(words.length);
  });

  test.each(commands.map((entry) => [entry.example, entry] as const))("the example works: %s", (example, entry) => {
    const text = example.replace(/@(ana|elena)/, "<@U0ANA|$1>");
    const withoutIncident = ["declare", "emergency", "run", "evidence", "list", "stats", "help", "clocks", "merge"];
    const asDeclare = ["drill", "convert"].includes(entry.word) ? "declare" : asChange(entry.word);
    expect(read(text).kind).toBe(asDeclare ?? (withoutIncident.includes(entry.word) ? entry.word : "ask"));
  });

  test("nothing typed asks for the place it was typed in", () => {
    expect(read("")).toEqual({ kind: "here" });
    expect(read("  \u00a0 ")).toEqual({ kind: "here" });
  });

  test("help for a command, by any of its words", () => {
    const reading = read("help sev");
    expect(reading.kind === "help" && reading.entry?.word).toBe("severity");
  });
});

describe("a word that is not known", () => {
  test("is named, with the form that was probably meant", () => {
    expect(sentence("udpate hello")).toBe(
      "I do not know the command “udpate”. Did you mean /incident update [status] [text]?",
    );
  });

  test("and nothing near it: how to declare, and where help is", () => {
    expect(sentence("zzzzzz")).toMatch(/“zzzzzz”.*\/incident declare.*\/incident help/);
  });
});

describe("about an incident", () => {
  test("update moves the status when the first word is one", () => {
    expect(asked("update identified: a bad deploy, rolling back")).toEqual({
      kind: "post-update",
      status: "identified",
      text: "a bad deploy, rolling back",
    });
    expect(asked("status “Rolling back – 5 min”")).toEqual({
      kind: "post-update",
      status: undefined,
      text: "Rolling back – 5 min",
    });
    expect(asked("update monitoring")).toMatchObject({ status: "monitoring", text: "" });
  });

  test("updating to resolved resolves", () => {
    expect(asked("update resolved rolled back")).toEqual({ kind: "resolve", text: "rolled back" });
  });

  test("severity takes a level and a reason", () => {
    expect(asked("sev to P2 — only EU")).toEqual({ kind: "change-severity", severity: "P2", reason: "only EU" });
  });

  test("the lead is a mention, or oneself", () => {
    expect(asked("lead <@U0BEN|ben>")).toMatchObject({ role: "lead", person: "T0HOME/U0BEN" });
    expect(asked("lead <@U0BEN>")).toMatchObject({ person: "T0HOME/U0BEN" });
    expect(asked("take")).toMatchObject({ person: ana });
    expect(asked("ic me")).toMatchObject({ person: ana });
    expect(sentence("lead ben")).toMatch(/“ben”.*\/incident lead \[@who\]/);
    expect(sentence("lead <!subteam^S1|@oncall>")).toContain("“@oncall”");
  });

  test("INC-7 or a channel names the incident from anywhere", () => {
    expect(read("update INC-7 done")).toMatchObject({ target: { kind: "number", number: 7 }, ask: { text: "done" } });
    expect(read("update inc–7: done")).toMatchObject({ target: { kind: "number", number: 7 }, ask: { text: "done" } });
    expect(read("resolve <#C0INC|inc-x> rolled back")).toMatchObject({
      target: { kind: "channel", id: "C0INC" },
      ask: { text: "rolled back" },
    });
    expect(read("reopen again broken")).toMatchObject({ target: { kind: "here" } });
  });

  test.each(["update", "severity", "lead", "resolve", "reopen"])("%s with nothing behind it opens its form", (word) => {
    expect(read(word)).toMatchObject({ kind: "open-modal", prefill: { modal: word } });
  });

  test("what Slack escaped is words again", () => {
    expect(asked("update &lt;b&gt; <https://x.test/a|x.test> <#C0X|ops> <@U0BEN|ben>")).toMatchObject({
      text: "<b> https://x.test/a #ops @ben",
    });
  });
});

test("no text, however odd, is more than read", () => {
  const word = fc.constantFrom(
    "declare",
    "update",
    "lead",
    "<@U1|a>",
    "INC-7",
    "“",
    "—",
    "P1",
    "podcast-analytics",
    "\u202e",
    "🧯",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string({ unit: "binary" })), { maxLength: 8 }), (words) => {
      const reading = read(words.join(" "));
      expect(reading.kind === "wrong" ? reading.sentence.length : 1).toBeLessThan(400);
    }),
  );
});

test("forms are written as they are typed", () => {
  expect(commands.map(formOf)[0]).toBe("/incident declare [private] [drill] [severity] [service] [title]");
});

const asChange = (word: string): string | undefined =>
  ["rollback", "restart", "scale"].includes(word) ? "change" : /freeze$/.test(word) ? "freeze" : undefined;
