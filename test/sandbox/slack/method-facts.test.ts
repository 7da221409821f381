import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isKnownError, METHOD_FACTS } from "../../../src/sandbox/slack/method-facts.ts";
import { METHODS } from "../../../src/sandbox/slack/methods/method-table.ts";

test("Every method has its facts, and every fact its method", () => {
  expect(Object.keys(METHODS).sort()).toEqual(Object.keys(METHOD_FACTS).sort());
});

test("Every error code in the methods is one of the reference", () => {
  const folder = new URL("../../../src/sandbox/slack/methods/", import.meta.url);
  const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  const codes = new Set(
    sources.flatMap((source) => [...source.matchAll(/MethodFailure\("(\w+)"/g)].map(([, code]) => code ?? "")),
  );
  expect(codes.size).toBeGreaterThan(40);
  const known = (code: string) => Object.keys(METHOD_FACTS).some((method) => isKnownError(method, code));
  expect([...codes].filter((code) => !known(code))).toEqual([]);
});
