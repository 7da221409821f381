import { expect, test } from "vitest";
import { createProgress } from "../../src/effects/change/progress.ts";

test("of what a run prints the end is shown, and no secret is laid open where it is cut", () => {
  const progress = createProgress();
  for (const after of [8_985, 8_990, 8_995]) {
    progress.print("1", "password=hunter2");
    progress.print("1", "hunter2\n");
    progress.print("1", `${"x".repeat(after)}\nend`);
    expect(progress.printed("1")).toMatch(/end$/);
    expect(progress.printed("1")).not.toMatch(/hunter2|unter2/);
    expect(progress.printed("1").length).toBeLessThanOrEqual(9_000);
  }
  progress.forget("1");
  expect(progress.printed("1")).toBe("");
});
