import { describe, expect, test } from "vitest";
import { readLine } from "../../../src/slack/grammar/read-line.ts";
import { catalog } from "../incidents.ts";

const read = (text: string) => readLine(text, { by: "T1/U1", catalog });
const change = (text: string) => {
  const reading = read(text);
  return reading.kind === "change" ? { ...reading.change, reason: reading.reason } : reading;
};

describe("a rollback", () => {
  test("names a deployment, a revision, both or nothing", () => {
    expect(change("rollback")).toEqual({ kind: "rollback", named: undefined, toRevision: undefined, reason: "" });
    expect(change("rollback api-service")).toMatchObject({ named: "api-service", toRevision: undefined });
    expect(change("rollback to 41")).toMatchObject({ named: undefined, toRevision: 41 });
    expect(change("rollback api-service to revision 41")).toMatchObject({ named: "api-service", toRevision: 41 });
  });

  test("says why behind “because”", () => {
    expect(change("rollback api to 3 because uploads fail")).toMatchObject({ toRevision: 3, reason: "uploads fail" });
  });

  test.each(["rollback api 41", "rollback api to", "rollback api to latest", "rollback to -1"])(
    "%s is half understood, so nothing is asked for",
    (text) => {
      expect(read(text)).toMatchObject({ kind: "wrong", sentence: expect.stringMatching(/nothing was asked for/) });
    },
  );
});

test("a scaling takes its number with or without a name, and no other words", () => {
  expect(change("scale api 6")).toMatchObject({ kind: "scale", named: "api", replicas: 6 });
  expect(change("scale api to 6")).toMatchObject({ named: "api", replicas: 6 });
  expect(change("scale 6")).toMatchObject({ named: undefined, replicas: 6 });
  for (const text of ["scale api many", "scale api 6 7", "scale api 99999", "scale api -1"])
    expect(read(text).kind).toBe("wrong");
});

test("a freeze is for a service that is named first, else for everything", () => {
  expect(read("freeze web-analytics restoring")).toMatchObject({
    wish: { kind: "freeze", service: "web-analytics", reason: "restoring" },
  });
  expect(read("freeze web-analytics because it restores")).toMatchObject({ wish: { reason: "it restores" } });
  expect(read("freeze because it restores")).toMatchObject({ wish: { service: undefined, reason: "it restores" } });
  expect(read("freeze everybody stop")).toMatchObject({ wish: { service: undefined, reason: "everybody stop" } });
  expect(read("lift")).toMatchObject({ wish: { kind: "lift", service: undefined } });
});
