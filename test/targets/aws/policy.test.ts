import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { askedWhenItRuns, awsOperationName } from "../../../src/operation/aws/action.ts";
import { awsActions } from "../../../src/operation/aws/actions.ts";
import { answerCloud } from "../../../src/sandbox/cloud/answer-cloud.ts";
import { createCloudStory } from "../../../src/sandbox/cloud/cloud-story.ts";
import { createAwsDoor } from "../../../src/targets/aws/aws-door.ts";
import { createAwsFamily } from "../../../src/targets/aws/create-aws-family.ts";
import { isServiceName } from "../../../src/targets/aws/services.ts";
import { shippedSite } from "../../shipped-site.ts";
import { keys, type Speaking, speaking } from "./cloud.ts";
import { createRecordingCloud, type RecordingCloud } from "./recording-cloud.ts";

const several = z
  .string()
  .or(z.array(z.string()))
  .transform((one) => (typeof one === "string" ? [one] : one));
const statement = z.strictObject({ Sid: z.string(), Effect: z.literal("Allow"), Action: several, Resource: several });
const { Statement: statements } = z
  .object({ Statement: z.array(statement) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "../../../manifests/aws/policy.json"), "utf8")));

const allowed = (kind: "Read" | "Change") =>
  statements.filter(({ Sid }) => Sid.startsWith(kind)).flatMap(({ Action }) => Action);
const isRead = ({ risk }: (typeof awsActions)[number]) => risk === "read" || risk === "sensitive";

let cloud: RecordingCloud;
let spoken: Speaking;
let close = async () => {};

beforeAll(async () => {
  cloud = await createRecordingCloud(answerCloud(createCloudStory(Date.now, 12_000)));
  const parts = { endpoint: cloud.url, lookUp: (name: string) => keys[name], now: Date.now, pollMs: 1 };
  const family = createAwsFamily(parts);
  spoken = speaking(family, await shippedSite("social-analytics"));
  close = () => family.close();
});
afterAll(async () => {
  await close();
  await cloud.close();
});

/** What is sent by some work, whatever is answered. */
async function sentBy(work: () => Promise<unknown>): Promise<readonly string[]> {
  cloud.taken();
  await work().catch(() => undefined);
  return [...cloud.taken()];
}

test("reading is allowed exactly what the readers send", async () => {
  const sent: string[] = [];
  for (const action of awsActions.filter(isRead)) {
    const given = { logGroupName: "/ecs/social-analytics", uri: "s3://backups/", services: ["backend-service"] };
    const known = [...Object.keys(action.parameters), ...(action.positional ?? [])];
    const fitting = Object.entries(given).filter(([key]) =>
      known.some((flag) => flag.replaceAll("-", "") === key.toLowerCase()),
    );
    const read = () => spoken.read(awsOperationName(action), Object.fromEntries(fitting), AbortSignal.timeout(2_000));
    sent.push(...(await sentBy(read)));
  }
  sent.push(...(await sentBy(() => spoken.read("aws.s3-ls", { uri: "s3://" }))));
  expect([...new Set(sent)].sort()).toEqual([...allowed("Read")].sort());
});

// AWS asks for it of who puts a web ACL in front of a load balancer.
const askedBesides = ["elasticloadbalancing:SetWebACL"];

test("changing is allowed exactly what the changers send", async () => {
  const door = createAwsDoor({ endpoint: cloud.url, lookUp: (name) => keys[name], timeoutMs: 5_000 });
  const sent: string[] = [];
  for (const { service, action } of awsActions.filter((one) => !isRead(one))) {
    if (!isServiceName(service)) throw new Error(`no client speaks to ${service}`);
    const call = { service, action, input: {}, region: "us-east-1", writes: true };
    sent.push(...(await sentBy(() => door.call(call, AbortSignal.timeout(5_000)))));
  }
  door.close();
  expect([...sent, ...askedBesides].sort()).toEqual([...allowed("Change")].sort());
});

describe("what a change looks at before and after is allowed to who reads", () => {
  const database = { dbInstanceIdentifier: "social-analytics-db" };
  const place = { cluster: "social-analytics-cluster" };
  const rule = { groupId: "sg-0718293a4b5c6d7e8", protocol: "tcp", port: "443", cidr: "192.0.2.7/32" };
  const wafArn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl";
  const secret = { secretId: "production/social-analytics/twitch/credentials" };
  const typed = { ...secret, secretString: askedWhenItRuns };
  const given: Readonly<Record<string, object>> = {
    "cloudwatch-set-alarm-state": { alarmName: "production-rds-high-cpu", stateValue: "ALARM", stateReason: "Test" },
    "cloudwatch-disable-alarm-actions": { alarmNames: ["production-rds-high-cpu"] },
    "cloudwatch-enable-alarm-actions": { alarmNames: ["production-rds-high-cpu"] },
    "ecs-update-service": { ...place, service: "backend-service", taskDefinition: "social-analytics-backend:41" },
    "ecs-stop-task": { ...place, task: "1" },
    "rds-modify-db-instance": { ...database, allocatedStorage: 200, applyImmediately: true },
    "rds-create-db-snapshot": { ...database, dbSnapshotIdentifier: "before" },
    "rds-create-db-instance-read-replica": {
      dbInstanceIdentifier: "b",
      sourceDbInstanceIdentifier: "social-analytics-db",
    },
    "rds-restore-db-instance-from-db-snapshot": {
      dbInstanceIdentifier: "c",
      dbSnapshotIdentifier: "manual-snapshot-before-deploy",
    },
    "rds-restore-db-instance-to-point-in-time": {
      sourceDbInstanceIdentifier: "social-analytics-db",
      targetDbInstanceIdentifier: "d",
      useLatestRestorableTime: true,
    },
    "rds-reboot-db-instance": database,
    "rds-promote-read-replica": database,
    "rds-delete-db-instance": { ...database, skipFinalSnapshot: true },
    "rds-failover-db-cluster": { dbClusterIdentifier: "cluster" },
    "elasticache-reboot-cache-cluster": { cacheClusterId: "social-analytics-redis", cacheNodeIdsToReboot: ["0001"] },
    "elasticache-test-failover": { replicationGroupId: "group", nodeGroupId: "0001" },
    "secretsmanager-update-secret": typed,
    "secretsmanager-put-secret-value": typed,
    "secretsmanager-rotate-secret": secret,
    "wafv2-associate-web-acl": { webAclArn: `${wafArn}/shield/1`, resourceArn: "arn:balancer" },
    "wafv2-disassociate-web-acl": { resourceArn: "arn:balancer" },
    "ec2-authorize-security-group-ingress": rule,
    "ec2-revoke-security-group-ingress": rule,
    "ec2-reboot-instances": { instanceIds: ["i-1"] },
    "ec2-terminate-instances": { instanceIds: ["i-1"] },
  };

  test("and each change is among these", () => {
    const names = awsActions.filter((one) => !isRead(one)).map((one) => `${one.service}-${one.action}`);
    expect(Object.keys(given).sort()).toEqual(names.sort());
  });

  test.each(Object.entries(given))("%s %j", async (name, asked) => {
    const change = spoken.changer(`aws.${name}`);
    const { signal } = spoken.doing();
    const looked = [...(await sentBy(() => change.preview(asked, spoken.site, signal)))];
    expect(looked.length).toBeGreaterThan(0);
    const preview = await change.preview(asked, spoken.site, signal).catch(() => undefined);
    if (preview?.kind === "preview") {
      const { pinned } = preview;
      const ran = await sentBy(() =>
        change.run(asked, pinned, spoken.site, { ...spoken.doing(), typed: { secretString: "typed" } }),
      );
      const own = ran.filter((one) => !allowed("Read").includes(one));
      expect(own).toHaveLength(1);
      expect(allowed("Change")).toContain(own[0]);
      looked.push(...(await sentBy(() => change.inspect(asked, pinned, spoken.site, signal))));
    }
    for (const one of looked) expect(allowed("Read")).toContain(one);
  });
});

test("nothing but reading is allowed on everything, and a secret only by its name", () => {
  const wide = statements.filter(({ Resource }) => Resource.some((one) => one === "*"));
  expect(wide.map(({ Sid }) => Sid)).toEqual(["ReadEverywhere"]);
  for (const { Action, Resource } of statements)
    if (Action.some((one) => /^secretsmanager:(?!List)/.test(one)))
      expect(Resource).toEqual(["arn:aws:secretsmanager:REGION:ACCOUNT:secret:SECRET-??????"]);
});
