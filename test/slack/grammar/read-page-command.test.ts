import { expect, test } from "vitest";
import { readLine } from "../../../src/slack/grammar/read-line.ts";
import { catalog } from "../incidents.ts";

const read = (text: string) => readLine(text, { by: "T1/U0ANA", catalog });

test.each([
  ["page <@U0BEN|ben> the database is down", { kind: "person", person: "T1/U0BEN" }, "the database is down"],
  ["page on-call", undefined, ""],
  ["call web-analytics imports hang", { kind: "on-call", service: "web-analytics" }, "imports hang"],
  ["page cto data is lost", { kind: "role", role: "cto" }, "data is lost"],
  ["page policy PABC123 we need you", { kind: "policy", id: "PABC123" }, "we need you"],
  // No name at all is a text for whoever is on call: in an emergency nobody looks up the right word.
  ["page everything is down", undefined, "everything is down"],
])("“%s” calls them", (text, target, said) => {
  expect(read(text)).toMatchObject({ kind: "ask", ask: { kind: "page", target, text: said } });
});

test("page alone asks whom", () => {
  expect(read("page")).toMatchObject({ kind: "open-modal", prefill: { modal: "page" } });
});

test.each([
  ["page <!subteam^S0ONCALL|@oncall>", /A group has no phone/],
  ["page policy nights", /“nights” is no escalation policy/],
])("“%s” calls nobody, and says why", (text, sentence) => {
  expect(read(text)).toMatchObject({ kind: "wrong", sentence: expect.stringMatching(sentence) });
});

test("escalate calls the next level", () => {
  expect(read("escalate INC-7")).toMatchObject({ kind: "ask", target: { number: 7 }, ask: { kind: "escalate" } });
});
