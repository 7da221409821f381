import { expect, test } from "vitest";
import { askedWhenItRuns } from "../../../src/operation/aws/action.ts";
import { accepted, withCloud } from "./cloud.ts";

const alarms = ["production-ecs-high-cpu", "production-rds-high-cpu"];

test("alarms are silenced and let speak again, each the undo of the other", () =>
  withCloud(async ({ preview, changer, refusal, site, doing }) => {
    const off = "aws.cloudwatch-disable-alarm-actions";
    const shown = await preview(off, { alarmNames: alarms });
    expect(shown.objects[0]).toEqual({
      name: "alarm production-ecs-high-cpu (ALARM)",
      changes: [{ what: "actions", before: "on", after: "off" }],
    });
    expect(shown.warnings).toContain("production-ecs-high-cpu is in ALARM now");
    const done = accepted(await changer(off).run({ alarmNames: alarms }, shown.pinned, site, doing()));
    expect(done.undo).toEqual({ name: "aws.cloudwatch-enable-alarm-actions", arguments: { alarmNames: alarms } });
    expect((await changer(off).verify({ alarmNames: alarms }, shown.pinned, site, doing())).kind).toBe("verified");
    expect(await refusal(off, { alarmNames: alarms })).toMatch(/are off already/);
    expect(await refusal(off, { alarmNames: ["none-such"] })).toBe("CloudWatch has no alarm none-such");

    const on = "aws.cloudwatch-enable-alarm-actions";
    const back = await preview(on, { alarmNames: alarms });
    accepted(await changer(on).run({ alarmNames: alarms }, back.pinned, site, doing()));
    expect((await changer(on).inspect({ alarmNames: alarms }, back.pinned, site, doing().signal)).kind).toBe("done");
  }));

test("an alarm set by hand and measured since was set all the same", () =>
  withCloud(async ({ preview, changer, site, doing, pass }) => {
    const set = "aws.cloudwatch-set-alarm-state";
    const given = { alarmName: "production-rds-high-cpu", stateValue: "ALARM", stateReason: "Testing alert" };
    const { pinned, warnings } = await preview(set, given);
    expect(warnings.join()).toMatch(/may page somebody/);
    expect((await changer(set).inspect(given, pinned, site, doing().signal)).kind).toBe("not-done");
    accepted(await changer(set).run(given, pinned, site, doing()));
    pass(90_000);
    expect(await changer(set).verify(given, pinned, site, doing())).toEqual({
      kind: "verified",
      text: "production-rds-high-cpu was set to ALARM and is OK again by measurement",
    });
  }));

const secretId = "production/social-analytics/twitch/credentials";

test("a secret is typed after the approval: without it nothing is sent, with it it stands nowhere", () =>
  withCloud(async ({ preview, changer, site, doing }) => {
    const update = "aws.secretsmanager-update-secret";
    const given = { secretId, secretString: askedWhenItRuns };
    const shown = await preview(update, given);
    expect(await changer(update).run(given, shown.pinned, site, doing())).toMatchObject({
      kind: "refused",
      reason: expect.stringMatching(/none was typed/),
    });
    const typed = { secretString: "hunter2-hunter2" };
    const done = accepted(await changer(update).run(given, shown.pinned, site, { ...doing(), typed }));
    const verdict = await changer(update).verify(given, shown.pinned, site, doing());
    expect(verdict.kind).toBe("verified");
    expect(JSON.stringify([shown, done, verdict])).not.toContain(typed.secretString);
    expect(await changer(update).run(given, shown.pinned, site, { ...doing(), typed })).toMatchObject({
      kind: "refused",
    });
  }));

test("storage that was asked for can only grow, and is not undone", () =>
  withCloud(async ({ preview, changer, refusal, site, doing, pass }) => {
    const modify = "aws.rds-modify-db-instance";
    const given = { dbInstanceIdentifier: "social-analytics-db", allocatedStorage: 200, applyImmediately: true };
    const shown = await preview(modify, given);
    expect(shown.objects[0]?.changes).toEqual([{ what: "storage (GiB)", before: "100", after: "200" }]);
    const done = accepted(await changer(modify).run(given, shown.pinned, site, doing()));
    expect(done.undo).toBeUndefined();
    const verified = changer(modify).verify(given, shown.pinned, site, doing());
    pass(60_000);
    expect(await verified).toEqual({
      kind: "verified",
      text: "social-analytics-db is available: storage (GiB) 200",
    });
    expect(await refusal(modify, { ...given, allocatedStorage: 150 })).toMatch(/never shrinks/);
    expect(await refusal(modify, given)).toMatch(/nothing would change/);
  }));

test("a snapshot is taken once under its name", () =>
  withCloud(async ({ preview, changer, refusal, site, doing, pass }) => {
    const create = "aws.rds-create-db-snapshot";
    const given = { dbInstanceIdentifier: "social-analytics-db", dbSnapshotIdentifier: "before-cleanup" };
    const { pinned } = await preview(create, given);
    accepted(await changer(create).run(given, pinned, site, doing()));
    pass(60_000);
    expect((await changer(create).verify(given, pinned, site, doing())).kind).toBe("verified");
    expect(await refusal(create, given)).toMatch(/there is a snapshot before-cleanup already/);
    expect(await changer(create).run(given, pinned, site, doing())).toMatchObject({ kind: "refused" });
  }));

test("a restored database is undone by deleting it, which is another request", () =>
  withCloud(async ({ preview, changer, site, doing, refusal }) => {
    const restore = "aws.rds-restore-db-instance-from-db-snapshot";
    const given = { dbInstanceIdentifier: "restored", dbSnapshotIdentifier: "manual-snapshot-before-deploy" };
    const { pinned } = await preview(restore, given);
    const done = accepted(await changer(restore).run(given, pinned, site, doing()));
    expect(done.undo).toEqual({
      name: "aws.rds-delete-db-instance",
      arguments: { dbInstanceIdentifier: "restored", skipFinalSnapshot: true },
    });
    expect(await refusal("aws.rds-delete-db-instance", { dbInstanceIdentifier: "social-analytics-db" })).toMatch(
      /protected against deletion/,
    );
    const moment = { sourceDbInstanceIdentifier: "social-analytics-db", targetDbInstanceIdentifier: "earlier" };
    expect(await refusal("aws.rds-restore-db-instance-to-point-in-time", { ...moment, restoreTime: "1h" })).toMatch(
      /write the time to go back to in full, such as 2026-11-21T14:00:00.000Z/,
    );
  }));

test("a cache node that is restarted is known by what ElastiCache tells", () =>
  withCloud(async ({ preview, changer, refusal, site, doing, pass }) => {
    const reboot = "aws.elasticache-reboot-cache-cluster";
    const given = { cacheClusterId: "social-analytics-redis", cacheNodeIdsToReboot: ["0001"] };
    const { pinned, warnings } = await preview(reboot, given);
    expect(warnings[0]).toMatch(/what is in the cache is lost/);
    expect((await changer(reboot).inspect(given, pinned, site, doing().signal)).kind).toBe("not-done");
    accepted(await changer(reboot).run(given, pinned, site, doing()));
    expect((await changer(reboot).inspect(given, pinned, site, doing().signal)).kind).toBe("done");
    pass(60_000);
    expect(await changer(reboot).verify(given, pinned, site, doing())).toMatchObject({ kind: "verified" });
    expect(await refusal(reboot, { ...given, cacheNodeIdsToReboot: ["0009"] })).toMatch(/has no node 0009/);
  }));

test.each([
  [{ protocol: "tcp", port: "443", cidr: "10.0.0.0" }, /is not a range such as/],
  [{ protocol: "tcp", port: "https", cidr: "10.0.0.0/8" }, /is not a port such as/],
  [{ protocol: "tcp", port: "443" }, /say either --cidr or --source-group/],
  [{ protocol: "tcp", port: "443", sourceGroup: "default" }, /is not an id such as/],
  [{ port: "443", cidr: "10.0.0.0/8" }, /names no --protocol/],
  [{ ipPermissions: [{ IpProtocol: "tcp" }] }, /one rule a command/],
])("a rule that is not whole opens nothing: %j", (rule, reason) =>
  withCloud(async ({ refusal }) => {
    const given = { groupId: "sg-0718293a4b5c6d7e8", ...rule };
    expect(await refusal("aws.ec2-authorize-security-group-ingress", given)).toMatch(reason);
  }),
);
