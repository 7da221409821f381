import { describe, expect, test } from "vitest";
import { jobName, jobObject } from "../../../src/targets/job/job-object.ts";
import { judgeJob } from "../../../src/targets/job/judge-job.ts";
import type { JsonObject } from "../../../src/targets/kubernetes/change/json.ts";
import { jobSite } from "./job-site.ts";

const jobs = jobSite("production", { memory: "64Mi" }).environment.kubernetes?.jobs;
if (!jobs) throw new Error("the catalog has no jobs");
const given = { program: "./scripts/x.sh", arguments: ["$(HOME)", "$$"], environment: { STAGE: "$(USER)" } };
const job = jobObject(given, jobs, "ic-x-1", 0);

const pod = (state: JsonObject, more: JsonObject = {}): JsonObject => ({
  metadata: { name: "ic-x-1-abcde" },
  status: { phase: "Pending", containerStatuses: [{ name: "program", imageID: "tools@sha256:1", state }], ...more },
});
const judged = (state: JsonObject, more?: JsonObject) => judgeJob({ job, pods: [pod(state, more)], events: [] });
const ended = (exitCode: number, more: JsonObject = {}) =>
  judged({
    terminated: { exitCode, startedAt: "2026-11-21T10:00:00Z", finishedAt: "2026-11-21T10:05:00Z", ...more },
  });
const failedJob = (reason: string, message: string): JsonObject => ({
  ...job,
  status: { conditions: [{ type: "Failed", status: "True", reason, message }] },
});

describe("the end of a program is told in words", () => {
  test.each([
    [0, {}, "it ended well after 5 min"],
    [3, {}, "it failed with exit code 3 after 5 min"],
    [126, {}, "may not be executed"],
    [127, {}, "the image has no such program"],
    [128, { reason: "StartError", message: "exec: no such file" }, "it could not be started: exec: no such file"],
    [137, { reason: "OOMKilled" }, "more than its 64Mi of memory"],
    [143, {}, "ended by signal 15"],
  ])("exit code %i %j", (code, more, words) =>
    expect(ended(code, more)).toMatchObject({
      kind: "ended",
      isGood: code === 0,
      text: expect.stringContaining(words),
      image: "tools@sha256:1",
    }),
  );

  test("its deadline, its node, its cluster", () => {
    const late = { job: failedJob("DeadlineExceeded", ""), pods: [], events: [] };
    expect(judgeJob(late)).toMatchObject({ isGood: false, text: expect.stringContaining("30 min, its deadline") });
    const evicted = judged({}, { phase: "Failed", message: "The node was low on resource: memory." });
    expect(evicted).toMatchObject({ kind: "ended", text: expect.stringContaining("low on resource") });
    const lost = { job: failedJob("BackoffLimitExceeded", "no more tries"), pods: [], events: [] };
    expect(judgeJob(lost)).toMatchObject({ isGood: false, text: "it failed: no more tries" });
  });

  test("a container beside it that goes on does not hide it", () => {
    const beside = { name: "proxy", state: { running: {} } };
    const program = { name: "program", state: { terminated: { exitCode: 0 } } };
    expect(judged({}, { containerStatuses: [beside, program] })).toMatchObject({ kind: "ended", isGood: true });
  });
});

describe("what keeps a program from beginning is told with what to do", () => {
  test.each([
    ["ImagePullBackOff", "Back-off", "correct kubernetes.jobs.image"],
    ["InvalidImageName", "", "no valid name"],
    ["CreateContainerConfigError", 'secret "db" not found', "Secrets that kubernetes.jobs.secrets names"],
    ["CreateContainerConfigError", "container has runAsNonRoot and image will run as root", "kubernetes.jobs.root"],
    ["RunContainerError", "no such device", "no such device"],
  ])("%s %s", (reason, message, words) =>
    expect(judged({ waiting: { reason, message } })).toMatchObject({
      kind: "stuck",
      text: expect.stringContaining(words),
    }),
  );

  test("no node, no pod", () => {
    const unplaced = { type: "PodScheduled", status: "False", reason: "Unschedulable", message: "0/3 nodes" };
    expect(judged({}, { conditions: [unplaced] })).toMatchObject({
      kind: "stuck",
      text: expect.stringContaining("0/3"),
    });
    const events = [{ reason: "FailedCreate", message: 'serviceaccount "x" not found' }];
    expect(judgeJob({ job, pods: [], events })).toMatchObject({
      kind: "stuck",
      text: expect.stringContaining("not found"),
    });
    expect(judgeJob({ job, pods: [], events: [] })).toMatchObject({ kind: "waiting" });
    expect(judged({ waiting: { reason: "ContainerCreating" } })).toMatchObject({ kind: "waiting" });
  });
});

describe("the Job itself", () => {
  test("is tried once, without a token, as nobody, with nothing to write to but /tmp", () => {
    const text = JSON.stringify(job);
    for (const part of [
      '"backoffLimit":0',
      '"restartPolicy":"Never"',
      '"activeDeadlineSeconds":1800',
      '"automountServiceAccountToken":false',
      '"runAsNonRoot":true',
      '"readOnlyRootFilesystem":true',
      '"allowPrivilegeEscalation":false',
    ])
      expect(text).toContain(part);
  });

  test("hands words over as they are: a kubelet would put variables into $(NAME)", () => {
    const text = JSON.stringify(job);
    expect(text).toContain('"command":["./scripts/x.sh","$$(HOME)","$$$$"]');
    expect(text).toContain('"value":"$$(USER)"');
  });

  test("has a name of its own for each request, short enough for a label", () => {
    expect(jobName(given, "0123456789")).toBe("ic-x-sh-0123456789");
    expect(jobName({ program: "python", arguments: ["a/b_c.py", "x"] }, "1")).toBe("ic-b-c-py-1");
    const long = jobName({ program: `./scripts/${"Ärger-".repeat(30)}`, arguments: [] }, "0123456789");
    expect(long).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
    expect(jobName({ program: "…", arguments: [] }, "1")).toBe("ic-1");
  });
});
