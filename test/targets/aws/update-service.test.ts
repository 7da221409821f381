import { expect, test } from "vitest";
import { accepted, withCloud } from "./cloud.ts";

const place = { cluster: "social-analytics-cluster", service: "backend-service" };
const rollBack = { ...place, taskDefinition: "social-analytics-backend:41", forceNewDeployment: true };
const update = "aws.ecs-update-service";

test("a rollback shows both task definitions and both images before anybody agrees", () =>
  withCloud(async ({ preview }) => {
    const shown = await preview(update, rollBack);
    expect(shown.objects).toEqual([
      {
        name: "service backend-service",
        changes: [
          { what: "task definition", before: "social-analytics-backend:42", after: "social-analytics-backend:41" },
          {
            what: "image",
            before: "registry.example.com/social-analytics:2.8.0",
            after: "registry.example.com/social-analytics:2.7.0",
          },
          { what: "deployment", before: "as it is", after: "new: all tasks are replaced" },
        ],
      },
    ]);
    expect(shown.warnings[0]).toMatch(/a deployment is under way: backend-service: 2 of 4 tasks run/);
  }));

test("it is verified when the tasks are there and the old ones gone, and can be taken back", () =>
  withCloud(async ({ preview, changer, site, doing, emitted, pass }) => {
    const { pinned } = await preview(update, rollBack);
    expect((await changer(update).inspect(rollBack, pinned, site, doing().signal)).kind).toBe("not-done");
    pass(1_000);
    const done = accepted(await changer(update).run(rollBack, pinned, site, doing()));
    expect(done.undo).toEqual({
      name: update,
      arguments: {
        ...place,
        taskDefinition: "arn:aws:ecs:us-east-1:123456789012:task-definition/social-analytics-backend:42",
      },
    });
    expect((await changer(update).inspect(rollBack, pinned, site, doing().signal)).kind).toBe("done");
    const verified = changer(update).verify(rollBack, pinned, site, doing());
    await expect.poll(() => emitted.join("")).toMatch(/in progress/);
    pass(20_000);
    expect(await verified).toEqual({
      kind: "verified",
      text: "backend-service: 4 of 4 tasks run, deployment of social-analytics-backend:41 completed",
    });
  }));

test("who agreed to a state that is gone agreed to nothing: the second of two runs sends nothing", () =>
  withCloud(async ({ preview, changer, site, doing }) => {
    const { pinned } = await preview(update, rollBack);
    accepted(await changer(update).run(rollBack, pinned, site, doing()));
    const again = await changer(update).run(rollBack, pinned, site, doing());
    expect(again).toMatchObject({
      kind: "refused",
      reason: expect.stringMatching(/no longer as it was previewed: taskDefinition was .*:42 and is .*:41/),
    });
  }));

test("a deployment that never becomes healthy is not called verified when the time is over", () =>
  withCloud(async ({ preview, changer, site, doing, pass }) => {
    const given = { ...place, forceNewDeployment: true };
    const { pinned } = await preview(update, given);
    pass(1_000);
    const done = accepted(await changer(update).run(given, pinned, site, doing()));
    expect(done.undo).toBeUndefined();
    const verdict = await changer(update).verify(given, pinned, site, doing(AbortSignal.timeout(300)));
    expect(verdict).toMatchObject({ kind: "failed", text: expect.stringMatching(/time is over: .*2 of 4 tasks run/) });
  }));

test("a person who cancels hears no verdict", () =>
  withCloud(async ({ preview, changer, site, doing }) => {
    const given = { ...place, desiredCount: 6 };
    const { pinned } = await preview(update, given);
    const cancelled = new Error("cancelled");
    const signal = AbortSignal.abort(cancelled);
    await expect(changer(update).verify(given, pinned, site, doing(signal))).rejects.toBe(cancelled);
  }));

test("more tasks are undone by the former number", () =>
  withCloud(async ({ preview, changer, site, doing }) => {
    const given = { ...place, desiredCount: 6, region: "us-east-1" };
    const { pinned, notPreviewed } = await preview(update, given);
    expect(notPreviewed).toEqual(["whether automatic scaling will change the count again"]);
    const done = accepted(await changer(update).run(given, pinned, site, doing()));
    expect(done.undo).toEqual({ name: update, arguments: { ...place, desiredCount: 4, region: "us-east-1" } });
  }));

test("a drill sends nothing and says so", () =>
  withCloud(async ({ preview, changer, site, doing }) => {
    const { pinned } = await preview(update, rollBack);
    const drill = await changer(update).run(rollBack, pinned, site, { ...doing(), dryRun: true });
    expect(drill).toMatchObject({ kind: "done", text: expect.stringMatching(/^Nothing was sent/) });
    expect((await preview(update, rollBack)).fingerprint).toEqual((await preview(update, rollBack)).fingerprint);
    expect((await changer(update).inspect(rollBack, pinned, site, doing().signal)).kind).toBe("not-done");
  }));

test("what is not there, or would change nothing, is refused in words", () =>
  withCloud(async ({ refusal, preview }) => {
    expect(await refusal(update, { ...place, service: "other" })).toMatch(/ECS has no service other/);
    expect(await refusal(update, { ...place, desiredCount: 4 })).toMatch(/nothing would change/);
    await expect(preview(update, { ...place, cluster: "elsewhere", desiredCount: 1 })).rejects.toMatchObject({
      code: "ClusterNotFoundException",
      outcome: "not-done",
    });
  }));
