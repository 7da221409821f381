import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { EC2 } from "@aws-sdk/client-ec2";
import { ECS } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { WAFV2 } from "@aws-sdk/client-wafv2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsFamily } from "../../src/targets/aws/create-aws-family.ts";
import { shippedSite } from "../shipped-site.ts";
import { accepted, keys, type Speaking, speaking } from "../targets/aws/cloud.ts";

const endpoint = process.env.AWS_ENDPOINT_URL;
const isEmulator = await fetch(`${endpoint}/moto-api/reset`, { method: "POST" }).then(
  ({ ok }) => ok,
  () => false,
);
const missing = isEmulator ? undefined : "AWS_ENDPOINT_URL names no emulator that may be filled and emptied";

describe.skipIf(missing)(`AWS as its emulator speaks it${missing ? `: ${missing}` : ""}`, () => {
  let spoken: Speaking;
  const made: { group: string; targetGroup: string; balancer: string; acl: string; instance: string } = {
    group: "",
    targetGroup: "",
    balancer: "",
    acl: "",
    instance: "",
  };

  beforeAll(async () => {
    const family = createAwsFamily({ endpoint, lookUp: (name) => keys[name], now: Date.now, pollMs: 20 });
    spoken = speaking(family, await shippedSite("social-analytics"));
    const settings = {
      region: "us-east-1",
      ...(endpoint && { endpoint }),
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    };
    const ecs = new ECS(settings);
    await ecs.createCluster({ clusterName: "c" });
    for (const image of ["api:1", "api:2"])
      await ecs.registerTaskDefinition({ family: "api", containerDefinitions: [{ name: "api", image, memory: 64 }] });
    await ecs.createService({ cluster: "c", serviceName: "api", taskDefinition: "api:2", desiredCount: 2 });
    await new RDSClient(settings).send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: "db",
        Engine: "postgres",
        DBInstanceClass: "db.t3.medium",
        AllocatedStorage: 100,
        MasterUsername: "app",
        MasterUserPassword: "not-for-the-channel",
      }),
    );
    const logs = new CloudWatchLogs(settings);
    await logs.createLogGroup({ logGroupName: "/ecs/api" });
    await logs.createLogStream({ logGroupName: "/ecs/api", logStreamName: "one" });
    const logEvents = [{ timestamp: Date.now() - 1_000, message: "ERROR cache is gone" }];
    await logs.putLogEvents({ logGroupName: "/ecs/api", logStreamName: "one", logEvents });
    const s3 = new S3({ ...settings, forcePathStyle: true });
    await s3.createBucket({ Bucket: "backups" });
    await s3.putObject({ Bucket: "backups", Key: "db/backup.sql.gz", Body: "x".repeat(2048) });
    await new SecretsManager(settings).createSecret({ Name: "twitch", SecretString: "not-for-the-channel" });
    const ec2 = new EC2(settings);
    const { Subnets = [] } = await ec2.describeSubnets({});
    const group = await ec2.createSecurityGroup({ GroupName: "api", Description: "api", VpcId: Subnets[0]!.VpcId! });
    made.group = group.GroupId!;
    const { Instances = [] } = await ec2.runInstances({ ImageId: "ami-12c6146b", MinCount: 1, MaxCount: 1 });
    made.instance = Instances[0]!.InstanceId!;
    const elb = new ElasticLoadBalancingV2(settings);
    const ids = Subnets.slice(0, 2).map(({ SubnetId }) => SubnetId!);
    made.balancer = (await elb.createLoadBalancer({ Name: "alb", Subnets: ids })).LoadBalancers![0]!.LoadBalancerArn!;
    const target = { Name: "api", Protocol: "HTTP" as const, Port: 8000, VpcId: Subnets[0]!.VpcId! };
    made.targetGroup = (await elb.createTargetGroup(target)).TargetGroups![0]!.TargetGroupArn!;
    await elb.registerTargets({ TargetGroupArn: made.targetGroup, Targets: [{ Id: made.instance, Port: 8000 }] });
    const acl = await new WAFV2(settings).createWebACL({
      Name: "shield",
      Scope: "REGIONAL",
      DefaultAction: { Allow: {} },
      VisibilityConfig: { SampledRequestsEnabled: false, CloudWatchMetricsEnabled: false, MetricName: "shield" },
    });
    made.acl = acl.Summary!.ARN!;
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
    ["rds-describe-db-clusters", {}, /"DBClusters": \[\]/],
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
    ["sts-get-caller-identity", {}, /"Account": "123456789012"/],
  ])("%s is printed: %j", async (operation, given, printed) => {
    expect((await spoken.read(`aws.${operation}`, given)).text).toMatch(printed);
  });

  test("the targets of a load balancer are asked for with their health", async () => {
    const { text } = await spoken.read("aws.elbv2-describe-target-health", { targetGroupArn: made.targetGroup });
    expect(text).toContain(made.instance);
  });

  test.each([
    ["ecs-update-service", () => ({ cluster: "c", service: "api", taskDefinition: "api:1", desiredCount: 3 })],
    ["rds-create-db-snapshot", () => ({ dbInstanceIdentifier: "db", dbSnapshotIdentifier: "before" })],
    ["rds-modify-db-instance", () => ({ dbInstanceIdentifier: "db", allocatedStorage: 200, applyImmediately: true })],
    [
      "rds-restore-db-instance-from-db-snapshot",
      () => ({ dbInstanceIdentifier: "new", dbSnapshotIdentifier: "before" }),
    ],
    ["rds-create-db-instance-read-replica", () => ({ dbInstanceIdentifier: "copy", sourceDbInstanceIdentifier: "db" })],
    [
      "ec2-authorize-security-group-ingress",
      () => ({ groupId: made.group, protocol: "tcp", port: "443", cidr: "192.0.2.7/32" }),
    ],
    [
      "ec2-revoke-security-group-ingress",
      () => ({ groupId: made.group, protocol: "tcp", port: "443", cidr: "192.0.2.7/32" }),
    ],
    ["wafv2-associate-web-acl", () => ({ resourceArn: made.balancer, webAclArn: made.acl })],
    ["wafv2-disassociate-web-acl", () => ({ resourceArn: made.balancer })],
    ["secretsmanager-update-secret", () => ({ secretId: "twitch", secretString: "(asked for when it runs)" })],
    ["rds-delete-db-instance", () => ({ dbInstanceIdentifier: "copy", skipFinalSnapshot: true })],
    ["ec2-terminate-instances", () => ({ instanceIds: [made.instance] })],
  ])("%s is previewed, done, seen to be done, and not done again", async (name, given) => {
    const { preview, changer, site, doing } = spoken;
    const change = changer(`aws.${name}`);
    const { pinned } = await preview(`aws.${name}`, given());
    expect((await change.inspect(given(), pinned, site, doing().signal)).kind).toBe("not-done");
    const done = { ...doing(), typed: { secretString: "typed" } };
    accepted(await change.run(given(), pinned, site, done));
    expect((await change.inspect(given(), pinned, site, doing().signal)).kind).toBe("done");
    expect(await change.run(given(), pinned, site, done)).toMatchObject({ kind: "refused" });
  });

  // The SDK speaks JSON to CloudWatch, this emulator only the older XML.
  test("what the emulator cannot say is a fault that names it", async () => {
    await expect(spoken.read("aws.cloudwatch-describe-alarms", {})).rejects.toMatchObject({ code: "UnreadableAnswer" });
  });
});
