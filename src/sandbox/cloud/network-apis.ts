import { account, type CloudStory, region, runningTasks } from "./cloud-story.ts";
import { type CloudApi, CloudError, type CloudRequest, type WireRecord } from "./wire.ts";

const targetGroup = `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/social-analytics/0123456789abcdef`;
const balancer = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/social-analytics-alb/0123456789abcdef`;

/** The load balancer: its targets are as healthy as the tasks behind them. */
export function loadBalancingApi(story: CloudStory): CloudApi {
  return (request) => {
    switch (request.action) {
      case "DescribeTargetHealth":
        if (request.text("TargetGroupArn") !== targetGroup)
          throw new CloudError("TargetGroupNotFound", "One or more target groups not found");
        return { TargetHealthDescriptions: { member: targets(story) } };
      case "DescribeTargetGroups":
        return {
          TargetGroups: { member: [{ TargetGroupArn: targetGroup, TargetGroupName: "social-analytics", Port: 8000 }] },
        };
      case "DescribeLoadBalancers":
        return {
          LoadBalancers: {
            member: [
              { LoadBalancerArn: balancer, LoadBalancerName: "social-analytics-alb", State: { Code: "active" } },
            ],
          },
        };
      default:
        return undefined;
    }
  };
}

function targets(story: CloudStory): WireRecord[] {
  const { fresh, former } = runningTasks(story);
  const healthy = Math.min(story.desiredCount, fresh + former);
  return Array.from({ length: story.desiredCount }, (_, at) => ({
    Target: {
      Id: `10.0.${at % 2}.${41 + at}`,
      Port: 8000,
      AvailabilityZone: at % 2 === 0 ? "us-east-1a" : "us-east-1b",
    },
    HealthCheckPort: "8000",
    TargetHealth:
      at < healthy
        ? { State: "healthy" }
        : {
            State: "unhealthy",
            Reason: "Target.ResponseCodeMismatch",
            Description: "Health checks failed with these codes: [503]",
          },
  }));
}

const groups: Readonly<Record<string, { name: string; from: WireRecord }>> = {
  "sg-0a1b2c3d4e5f60718": {
    name: "social-analytics-db",
    from: {
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
      groups: { item: [{ groupId: "sg-0718293a4b5c6d7e8", userId: account }] },
    },
  },
  "sg-0718293a4b5c6d7e8": {
    name: "social-analytics-ecs",
    from: { ipProtocol: "tcp", fromPort: 8000, toPort: 8000, ipRanges: { item: [{ cidrIp: "10.0.0.0/16" }] } },
  },
};

/** EC2: the security groups, to look at. */
export function ec2Api(): CloudApi {
  return (request) => {
    switch (request.action) {
      case "DescribeSecurityGroups":
        return { securityGroupInfo: { item: groupsAsked(request) } };
      case "DescribeInstances":
        return { reservationSet: {} };
      default:
        return undefined;
    }
  };
}

function groupsAsked(request: CloudRequest): WireRecord[] {
  const ids = request.list("GroupId");
  const missing = ids.find((id) => !groups[id]);
  if (missing !== undefined)
    throw new CloudError("InvalidGroup.NotFound", `The security group '${missing}' does not exist`);
  return Object.entries(groups)
    .filter(([id]) => ids.length === 0 || ids.includes(id))
    .map(([groupId, { name, from }]) => ({
      ownerId: account,
      groupId,
      groupName: name,
      groupDescription: name,
      vpcId: "vpc-0c1d2e3f405162738",
      ipPermissions: { item: [from] },
    }));
}

/** Who everybody is here. */
export function stsApi(): CloudApi {
  return ({ action }) =>
    action === "GetCallerIdentity"
      ? { Arn: `arn:aws:sts::${account}:assumed-role/sandbox/person`, UserId: "AROASANDBOX:person", Account: account }
      : undefined;
}
