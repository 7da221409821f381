import { describe, expect, test } from "vitest";
import { jobPlace, type Program } from "../../../src/targets/job/job-place.ts";
import { jobSite } from "./job-site.ts";

const place = (words: readonly string[], jobs: object = {}) => {
  const [program = "", ...rest] = words;
  const given: Program = { program, arguments: rest };
  return jobPlace(given, jobSite("production", jobs));
};

describe("where a program runs", () => {
  test("is the environment's own namespace, unless the catalog names another for Jobs", () => {
    expect(place(["alembic", "current"])).toMatchObject({ kind: "place", namespace: "production" });
    expect(place(["alembic"], { namespace: "tools" })).toMatchObject({ namespace: "tools" });
  });

  test("a program the catalog does not list is refused, and the refusal says what to do", () => {
    const refusal = { kind: "refused", reason: expect.stringContaining("run it yourself, or let the catalog list it") };
    expect(place(["rm", "-rf", "/"])).toMatchObject(refusal);
    expect(place(["./scripts/../x.sh"])).toMatchObject(refusal);
  });
});
