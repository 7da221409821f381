import { describe, expect, test } from "vitest";
import { jobTarget } from "../../src/catalog/job-target.ts";

const least = { image: "registry.example.com:5000/team/tools:1.4", serviceAccount: "incident-jobs", deadline: "1h30m" };

describe("where programs run as Jobs", () => {
  test("needs an image, a service account and a deadline; the rest is the least there is", () => {
    const { deadlineMinutes, ...rest } = jobTarget.parse(least);
    expect(deadlineMinutes).toBe(90);
    expect(rest).toMatchObject({
      ...{ programs: [], secrets: [], nodeSelector: {}, cpu: "500m", memory: "512Mi" },
      ...{ serviceAccountToken: false, root: false, writableImage: false },
    });
  });

  test.each([
    [{ deadline: "0m" }],
    [{ deadline: "soon" }],
    [{ image: "tools:1 --privileged" }],
    [{ image: "tools@sha256:short" }],
    [{ serviceAccount: "../default" }],
    [{ memory: "a lot" }],
    [{ cpu: "-1" }],
    [{ programs: ["  ./scripts/"] }],
    [{ programs: [""] }],
    [{ secrets: ["DB_PASSWORD=hunter22"] }],
    [{ command: ["sh"] }],
  ])("%j is a fault", (fault) => expect(jobTarget.safeParse({ ...least, ...fault }).success).toBe(false));
});
