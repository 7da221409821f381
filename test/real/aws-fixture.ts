import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { EC2 } from "@aws-sdk/client-ec2";
import { ECS } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import { RDS } from "@aws-sdk/client-rds";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { WAFV2 } from "@aws-sdk/client-wafv2";

/** Names of what was made. */
export interface MadeInCloud {
  readonly group: string;
  readonly targetGroup: string;
  readonly balancer: string;
  readonly listener: string;
  readonly acl: string;
  readonly otherAcl: string;
  readonly aclId: string;
  readonly instance: string;
  /** Each look at one takes it a step on in its life. */
  readonly tasks: readonly string[];
  /** Writes one more line to the log of the service. */
  log(message: string): Promise<void>;
}

/** Fills the emulator, which was emptied before, with one of everything. */
export async function makeCloud(endpoint: string | undefined): Promise<MadeInCloud> {
  const settings: Settings = {
    region: "us-east-1",
    ...(endpoint && { endpoint }),
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const ec2 = new EC2(settings);
  const { Subnets = [] } = await ec2.describeSubnets({});
  const subnets = Subnets.slice(0, 2).map(({ SubnetId }) => SubnetId!);
  const vpc = Subnets[0]!.VpcId!;
  const group = await ec2.createSecurityGroup({ GroupName: "api", Description: "api", VpcId: vpc });
  const { Instances = [] } = await ec2.runInstances({ ImageId: "ami-12c6146b", MinCount: 1, MaxCount: 1 });
  const instance = Instances[0]!.InstanceId!;
  await makeData(settings);
  return {
    group: group.GroupId!,
    instance,
    tasks: await makeTasks(settings, subnets, group.GroupId!),
    ...(await makeBalancer(settings, { subnets, vpc, instance })),
    ...(await makeAcls(settings)),
    log: await makeLog(settings),
  };
}

interface Settings {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

async function makeTasks(settings: Settings, subnets: string[], group: string): Promise<readonly string[]> {
  const ecs = new ECS(settings);
  await ecs.createCluster({ clusterName: "c" });
  for (const image of ["api:1", "api:2"]) {
    const containerDefinitions = [{ name: "api", image, memory: 512 }];
    const size = { cpu: "256", memory: "512", networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"] } as const;
    await ecs.registerTaskDefinition({
      ...size,
      requiresCompatibilities: ["FARGATE"],
      family: "api",
      containerDefinitions,
    });
  }
  await ecs.createService({ cluster: "c", serviceName: "api", taskDefinition: "api:2", desiredCount: 2 });
  const networkConfiguration = {
    awsvpcConfiguration: { subnets, securityGroups: [group], assignPublicIp: "DISABLED" as const },
  };
  const how = { cluster: "c", taskDefinition: "api:2", launchType: "FARGATE" as const, networkConfiguration };
  const { tasks = [] } = await ecs.runTask({ ...how, count: 3 });
  return tasks.map(({ taskArn }) => taskArn!);
}

async function makeData(settings: Settings): Promise<void> {
  const rds = new RDS(settings);
  const database = {
    Engine: "postgres",
    DBInstanceClass: "db.t3.medium",
    AllocatedStorage: 100,
    MasterUsername: "app",
    MasterUserPassword: "not-for-the-channel",
  };
  await rds.createDBInstance({ ...database, DBInstanceIdentifier: "db" });
  await rds.createDBInstanceReadReplica({ DBInstanceIdentifier: "follower", SourceDBInstanceIdentifier: "db" });
  const { MasterUsername, MasterUserPassword } = database;
  const cluster = { DBClusterIdentifier: "cluster", Engine: "aurora-postgresql" };
  await rds.createDBCluster({ ...cluster, MasterUsername, MasterUserPassword });
  for (const name of ["one", "two"])
    await rds.createDBInstance({ ...cluster, DBInstanceClass: "db.r5.large", DBInstanceIdentifier: `cluster-${name}` });
  const s3 = new S3({ ...settings, forcePathStyle: true });
  await s3.createBucket({ Bucket: "backups" });
  await s3.putObject({ Bucket: "backups", Key: "db/backup.sql.gz", Body: "x".repeat(2048) });
  await new SecretsManager(settings).createSecret({ Name: "twitch", SecretString: "not-for-the-channel" });
}

async function makeBalancer(
  settings: Settings,
  { subnets, vpc, instance }: { readonly subnets: string[]; readonly vpc: string; readonly instance: string },
): Promise<Pick<MadeInCloud, "balancer" | "targetGroup" | "listener">> {
  const elb = new ElasticLoadBalancingV2(settings);
  const { LoadBalancers } = await elb.createLoadBalancer({ Name: "alb", Subnets: subnets });
  const balancer = LoadBalancers![0]!.LoadBalancerArn!;
  const { TargetGroups } = await elb.createTargetGroup({ Name: "api", Protocol: "HTTP", Port: 8000, VpcId: vpc });
  const targetGroup = TargetGroups![0]!.TargetGroupArn!;
  await elb.registerTargets({ TargetGroupArn: targetGroup, Targets: [{ Id: instance, Port: 8000 }] });
  const forward = { Type: "forward" as const, TargetGroupArn: targetGroup };
  const { Listeners } = await elb.createListener({
    LoadBalancerArn: balancer,
    Protocol: "HTTP",
    Port: 80,
    DefaultActions: [forward],
  });
  const listener = Listeners![0]!.ListenerArn!;
  const Conditions = [{ Field: "path-pattern", Values: ["/admin/*"] }];
  await elb.createRule({ ListenerArn: listener, Priority: 7, Conditions, Actions: [forward] });
  return { balancer, targetGroup, listener };
}

async function makeAcls(settings: Settings): Promise<Pick<MadeInCloud, "acl" | "otherAcl" | "aclId">> {
  const waf = new WAFV2(settings);
  const make = async (Name: string) => {
    const metric = { SampledRequestsEnabled: false, CloudWatchMetricsEnabled: false, MetricName: Name };
    const made = { Name, Scope: "REGIONAL" as const, DefaultAction: { Allow: {} }, VisibilityConfig: metric };
    return (await waf.createWebACL(made)).Summary!;
  };
  const [shield, other] = [await make("shield"), await make("other")];
  return { acl: shield.ARN!, aclId: shield.Id!, otherAcl: other.ARN! };
}

async function makeLog(settings: Settings): Promise<MadeInCloud["log"]> {
  const logs = new CloudWatchLogs(settings);
  const place = { logGroupName: "/ecs/api", logStreamName: "one" };
  await logs.createLogGroup({ logGroupName: place.logGroupName });
  await logs.createLogStream(place);
  return async (message) => {
    await logs.putLogEvents({ ...place, logEvents: [{ timestamp: Date.now() - 1_000, message }] });
  };
}
