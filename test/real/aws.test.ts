// Not done by the emulator, measured, and so tried in test/targets/aws alone: CloudWatch (it speaks an older protocol), ElastiCache (its
// answers cannot be read), failover, promotion and events of RDS, rotation of secrets, one web ACL in the place of another.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Operation } from "../../src/operation/definition.ts";
import { createAwsFamily } from "../../src/targets/aws/create-aws-family.ts";
import { shippedSite } from "../shipped-site.ts";
import { keys, oneRoad, type Speaking, speaking } from "../targets/aws/cloud.ts";
import { type MadeInCloud, makeCloud } from "./aws-fixture.ts";

const endpoint = process.env.AWS_ENDPOINT_URL;
const isEmulator = await fetch(`${endpoint}/moto-api/reset`, { method: "POST" }).then(
  ({ ok }) => ok,
  () => false,
);
const missing = isEmulator ? undefined : "AWS_ENDPOINT_URL names no emulator that may be filled and emptied";

describe.skipIf(missing)(`AWS as its emulator speaks it${missing ? `: ${missing}` : ""}`, () => {
  let spoken: Speaking;
  let made: MadeInCloud;

  beforeAll(async () => {
    const family = createAwsFamily({ endpoint, lookUp: (name) => keys[name], now: Date.now, pollMs: 20 });
    spoken = speaking(family, await shippedSite("social-analytics"));
    made = await makeCloud(endpoint);
    await made.log("ERROR cache is gone");
  });
  afterAll(() => spoken.family.close());

  test.each<[string, object, RegExp]>([
    ["ecs-describe-services", { cluster: "c", services: ["api"], query: "services[0].desiredCount" }, /^2\n$/],
    ["ecs-list-services", { cluster: "c", output: "text" }, /^SERVICEARNS\tarn:aws:ecs:.*api\n$/],
    ["ecs-list-task-definitions", { familyPrefix: "api" }, /task-definition\/api:2/],
    ["ecs-describe-task-definition", { taskDefinition: "api:1" }, /"image": "api:1"/],
    ["ecs-list-tasks", { cluster: "c", serviceName: "api" }, /"taskArns": \[/],
    ["ecs-list-clusters", {}, /cluster\/c/],
    ["ecs-describe-clusters", { clusters: ["c"] }, /"clusterName": "c"/],
    [
      "rds-describe-db-instances",
      { query: "DBInstances[0].[AllocatedStorage,DBInstanceStatus]", output: "text" },
      /^100\tavailable\n$/,
    ],
    ["rds-describe-db-snapshots", {}, /"DBSnapshots": \[/],
    ["rds-describe-db-clusters", {}, /"DBClusterIdentifier": "cluster"/],
    ["rds-describe-events", { duration: 60 }, /"Events"/],
    ["elasticache-describe-cache-clusters", {}, /"CacheClusters": \[\]/],
    ["logs-tail", { logGroupName: "/ecs/api", since: "5m" }, /^2\S+\+00:00 one ERROR cache is gone\n$/],
    ["logs-filter-log-events", { logGroupName: "/ecs/api", filterPattern: "ERROR" }, /cache is gone/],
    ["logs-get-log-events", { logGroupName: "/ecs/api", logStreamName: "one" }, /cache is gone/],
    ["logs-describe-log-groups", {}, /\/ecs\/api/],
    ["logs-describe-log-streams", { logGroupName: "/ecs/api" }, /"logStreamName": "one"/],
    ["s3-ls", { uri: "s3://backups/" }, /^ {27}PRE db\/\n$/],
    ["s3-ls", { uri: "s3://backups/db/", humanReadable: true }, /^\d{4}-\S+ \S+ +2\.0 KiB backup\.sql\.gz\n$/],
    ["s3-ls", { uri: "s3://" }, / backups\n/],
    ["secretsmanager-list-secrets", {}, /"Name": "twitch"/],
    ["secretsmanager-get-secret-value", { secretId: "twitch", query: "SecretString" }, /^"\[secret\]"\n$/],
    ["ec2-describe-instances", {}, /"InstanceId": "i-/],
    ["ec2-describe-instance-status", {}, /InstanceStatuses/],
    ["ec2-describe-volumes", {}, /"VolumeId"/],
    ["ec2-describe-subnets", { output: "yaml" }, /^Subnets:\n/],
    ["ec2-describe-security-groups", { output: "table" }, /DescribeSecurityGroups/],
    ["elbv2-describe-load-balancers", {}, /"LoadBalancerName": "alb"/],
    ["elbv2-describe-target-groups", {}, /"TargetGroupName": "api"/],
    ["wafv2-list-web-acls", { scope: "REGIONAL" }, /shield/],
    ["secretsmanager-describe-secret", { secretId: "twitch" }, /AWSCURRENT/],
    ["sts-get-caller-identity", {}, /"Account": "123456789012"/],
  ])("%s is printed: %j", async (operation, given, printed) => {
    expect((await spoken.read(`aws.${operation}`, given)).text).toMatch(printed);
  });

  test.each<[string, () => object, RegExp]>([
    ["elbv2-describe-target-health", () => ({ targetGroupArn: made.targetGroup }), /"Id": "i-/],
    ["elbv2-describe-listeners", () => ({ loadBalancerArn: made.balancer, query: "Listeners[].Port" }), /80/],
    ["elbv2-describe-rules", () => ({ listenerArn: made.listener }), /"\/admin\/\*"/],
    ["wafv2-get-web-acl", () => ({ name: "shield", scope: "REGIONAL", id: made.aclId }), /"DefaultAction"/],
    ["wafv2-get-web-acl-for-resource", () => ({ resourceArn: made.balancer }), /^$/],
    ["ecs-describe-tasks", () => ({ cluster: "c", tasks: [made.tasks[0]] }), /"desiredStatus": "RUNNING"/],
    ["ecs-wait-tasks-stopped", () => ({ cluster: "c", tasks: [made.tasks[1]] }), /is STOPPED\n$/],
  ])("%s of what was made is printed", async (operation, given, printed) => {
    expect((await spoken.read(`aws.${operation}`, given())).text).toMatch(printed);
  });

  test("a followed log tells each line once as it comes, until a person has seen enough", async () => {
    const enough = new AbortController();
    const given = { logGroupName: "/ecs/api", since: "5m", follow: true };
    const before = spoken.emitted.length;
    const told = () => spoken.emitted.slice(before).join("");
    const ended = expect(spoken.read("aws.logs-tail", given, enough.signal)).rejects.toThrow("enough");
    await expect.poll(told).toContain("ERROR cache is gone");
    await made.log("INFO cache is back");
    await expect.poll(told).toContain("INFO cache is back");
    enough.abort(new Error("enough"));
    await ended;
    expect(told().match(/cache is gone/g)).toHaveLength(1);
  });

  const ofDatabase = (id: string, query: string) =>
    ["rds-describe-db-instances", { dbInstanceIdentifier: id, query: `DBInstances[0].${query}` }] as const;
  const databases = ["rds-describe-db-instances", { query: "sort(DBInstances[].DBInstanceIdentifier)" }] as const;
  const ofService = [
    "ecs-describe-services",
    { cluster: "c", services: ["api"], query: "services[0].[taskDefinition,desiredCount]" },
  ] as const;
  const rule = () => ({ groupId: made.group, protocol: "tcp", port: "443", cidr: "192.0.2.7/32" });
  const ofGroup = ["ec2-describe-security-groups", { query: "SecurityGroups[].IpPermissions[].IpRanges" }] as const;

  test.each<[string, () => object, () => readonly [string, object]]>([
    [
      "ecs-update-service",
      () => ({ cluster: "c", service: "api", taskDefinition: "api:1", desiredCount: 3 }),
      () => ofService,
    ],
    [
      "rds-modify-db-instance",
      () => ({ dbInstanceIdentifier: "db", dbInstanceClass: "db.t3.large", multiAz: true, applyImmediately: true }),
      () => ofDatabase("db", "[DBInstanceClass,MultiAZ]"),
    ],
    [
      "rds-create-db-instance-read-replica",
      () => ({ dbInstanceIdentifier: "b", sourceDbInstanceIdentifier: "db" }),
      () => databases,
    ],
    [
      "rds-restore-db-instance-to-point-in-time",
      () => ({ sourceDbInstanceIdentifier: "db", targetDbInstanceIdentifier: "c", useLatestRestorableTime: true }),
      () => databases,
    ],
    ["ec2-authorize-security-group-ingress", rule, () => ofGroup],
    [
      "wafv2-associate-web-acl",
      () => ({ resourceArn: made.balancer, webAclArn: made.acl }),
      () => ["wafv2-get-web-acl-for-resource", { resourceArn: made.balancer }],
    ],
  ])("%s is done once, verified, and undone to the state of before", async (name, given, state) => {
    const [reader, asked] = state();
    const look = async () => (await spoken.read(`aws.${reader}`, asked)).text;
    const before = await look();
    const undo = await onceOnly(spoken, `aws.${name}`, given());
    expect(await look()).not.toBe(before);
    if (!undo) throw new Error("there is no undo");
    const again = await onceOnly(spoken, undo.name, undo.arguments);
    expect(await look()).toBe(before);
    // What an undo undoes is the change again; a deleted database alone does not come back.
    expect(again === undefined).toBe(undo.name === "aws.rds-delete-db-instance");
  });

  test("instances that were restarted are found well again", async () => {
    const [reboot, given] = ["aws.ec2-reboot-instances", { instanceIds: [made.instance] }] as const;
    const { pinned } = await spoken.preview(reboot, given);
    const { changer, site, doing } = spoken;
    expect(await changer(reboot).run(given, pinned, site, doing())).toMatchObject({ kind: "done" });
    const verified = { kind: "verified", text: expect.stringContaining("instance status ok, system status ok") };
    expect(await changer(reboot).verify(given, pinned, site, doing())).toMatchObject(verified);
  });

  test.each<[string, () => object]>([
    ["rds-create-db-snapshot", () => ({ dbInstanceIdentifier: "db", dbSnapshotIdentifier: "before" })],
    ["rds-modify-db-instance", () => ({ dbInstanceIdentifier: "db", allocatedStorage: 200, applyImmediately: true })],
    ["rds-delete-db-instance", () => ({ dbInstanceIdentifier: "follower", skipFinalSnapshot: true })],
    ["secretsmanager-update-secret", () => ({ secretId: "twitch", secretString: "(asked for when it runs)" })],
    ["secretsmanager-put-secret-value", () => ({ secretId: "twitch", secretString: "(asked for when it runs)" })],
    ["ecs-stop-task", () => ({ cluster: "c", task: made.tasks[2], reason: "hangs" })],
    ["ec2-terminate-instances", () => ({ instanceIds: [made.instance] })],
  ])("%s is done once and verified, and nothing undoes it", async (name, given) => {
    expect(await onceOnly(spoken, `aws.${name}`, given())).toBeUndefined();
  });

  test("a snapshot becomes a database, which its undo deletes again", async () => {
    const given = { dbInstanceIdentifier: "restored", dbSnapshotIdentifier: "before" };
    const undo = await onceOnly(spoken, "aws.rds-restore-db-instance-from-db-snapshot", given);
    await onceOnly(spoken, undo?.name ?? "", undo?.arguments ?? {});
    expect((await spoken.read("aws.rds-describe-db-instances", {})).text).not.toContain("restored");
  });

  test("waiting for services ends when they are stable", async () => {
    const given = { cluster: "c", services: ["api"] };
    await onceOnly(spoken, "aws.ecs-update-service", { cluster: "c", service: "api", desiredCount: 1 });
    expect((await spoken.read("aws.ecs-wait-services-stable", given)).text).toMatch(/^api: 1 of 1 tasks run/);
  });

  // The SDK speaks JSON to CloudWatch, this emulator only the older XML.
  test("what the emulator cannot say is a fault that names it", async () => {
    await expect(spoken.read("aws.cloudwatch-describe-alarms", {})).rejects.toMatchObject({ code: "UnreadableAnswer" });
  });
});

/** The whole road, which nobody goes twice. */
async function onceOnly(spoken: Speaking, name: string, given: object): Promise<Operation | undefined> {
  const { undo, again } = await oneRoad(spoken, name, given);
  expect(await again()).toMatchObject({ kind: "refused" });
  return undo;
}
