import { expect, test } from "vitest";
import { hideSecrets } from "../../../src/targets/aws/hide-secrets.ts";
import { accepted, oneRoad, type Speaking } from "./cloud.ts";
import { type Script, withScript } from "./scripted-cloud.ts";

async function thereAndBack(spoken: Speaking, name: string, given: object, state: () => unknown): Promise<void> {
  const before = structuredClone(state());
  const { undo } = await oneRoad(spoken, name, given);
  expect(state()).not.toEqual(before);
  await oneRoad(spoken, undo?.name ?? "", undo?.arguments ?? {});
  expect(state()).toEqual(before);
}

test("a cluster that failed over goes back to the writer it had", async () => {
  const members = ["one", "two", "three"];
  let writer = "one";
  const script: Script = {
    DescribeDBClusters: () => ({
      DBClusters: {
        DBCluster: {
          DBClusterArn: "arn:cluster",
          Status: "available",
          DBClusterMembers: {
            DBClusterMember: members.map((name) => ({ DBInstanceIdentifier: name, IsClusterWriter: name === writer })),
          },
        },
      },
    }),
    FailoverDBCluster: (request) => {
      writer = request.text("TargetDBInstanceIdentifier") ?? "three";
      return {};
    },
  };
  await withScript(script, async (spoken) => {
    const given = { dbClusterIdentifier: "cluster" };
    await thereAndBack(spoken, "aws.rds-failover-db-cluster", given, () => writer);
    const stranger = { ...given, targetDbInstanceIdentifier: "four" };
    expect(await spoken.refusal("aws.rds-failover-db-cluster", stranger)).toMatch(/four is not a member/);
  });
});

test("a cache that failed over fails over again", async () => {
  let primary = "a";
  const member = (name: string) => ({ CacheClusterId: name, CurrentRole: name === primary ? "primary" : "replica" });
  const script: Script = {
    DescribeReplicationGroups: () => ({
      ReplicationGroups: {
        ReplicationGroup: {
          ARN: "arn:group",
          Status: "available",
          AutomaticFailover: "enabled",
          NodeGroups: {
            NodeGroup: { NodeGroupId: "0001", NodeGroupMembers: { NodeGroupMember: [member("a"), member("b")] } },
          },
        },
      },
    }),
    TestFailover: () => {
      primary = primary === "a" ? "b" : "a";
      return {};
    },
  };
  const given = { replicationGroupId: "group", nodeGroupId: "0001" };
  await withScript(script, (spoken) => thereAndBack(spoken, "aws.elasticache-test-failover", given, () => primary));
});

const acl = (name: string) => `arn:aws:wafv2:us-east-1:123456789012:regional/webacl/${name}/1`;

test("one web ACL in the place of another gives the place back", async () => {
  let front = acl("former");
  const answer = (arn: string) => ({
    WebACL: { Name: arn.split("/").at(-2) ?? "", ARN: arn, DefaultAction: { Allow: {} } },
  });
  const script: Script = {
    GetWebACL: (request) => answer(acl(request.text("Name") ?? "")),
    GetWebACLForResource: () => (front === "" ? {} : answer(front)),
    AssociateWebACL: (request) => {
      front = request.text("WebACLArn") ?? "";
      return {};
    },
    DisassociateWebACL: () => {
      front = "";
      return {};
    },
  };
  await withScript(script, async (spoken) => {
    const given = { resourceArn: "arn:balancer", webAclArn: acl("shield") };
    await thereAndBack(spoken, "aws.wafv2-associate-web-acl", given, () => front);
    await thereAndBack(spoken, "aws.wafv2-disassociate-web-acl", { resourceArn: "arn:balancer" }, () => front);
  });
});

test("of alarms that are silenced together only those that spoke are let speak again", async () => {
  const speaking = new Map([
    ["cpu", true],
    ["disk", false],
  ]);
  const turn = (on: boolean) => (request: { list(name: string): readonly string[] }) => {
    for (const name of request.list("AlarmNames")) speaking.set(name, on);
    return {};
  };
  const script: Script = {
    DescribeAlarms: (request) => ({
      MetricAlarms: request.list("AlarmNames").map((AlarmName) => ({
        AlarmName,
        ActionsEnabled: speaking.get(AlarmName) ?? false,
        StateValue: "OK",
      })),
    }),
    DisableAlarmActions: turn(false),
    EnableAlarmActions: turn(true),
  };
  await withScript(script, (spoken) =>
    thereAndBack(spoken, "aws.cloudwatch-disable-alarm-actions", { alarmNames: ["cpu", "disk"] }, () => [...speaking]),
  );
});

const database = { DBInstanceIdentifier: "db", DBInstanceArn: "arn:db", DBInstanceStatus: "available" };

test("a database that restarted is known by what RDS tells, and nothing undoes it", async () => {
  const told: string[] = [];
  const script: Script = {
    DescribeDBInstances: () => ({ DBInstances: { DBInstance: database } }),
    DescribeEvents: () => ({ Events: { Event: told.map((Message) => ({ Date: new Date().toISOString(), Message })) } }),
    RebootDBInstance: () => {
      told.push("DB instance restarted");
      return {};
    },
  };
  await withScript(script, async (spoken) => {
    const restart = await oneRoad(spoken, "aws.rds-reboot-db-instance", { dbInstanceIdentifier: "db" });
    expect(restart.undo).toBeUndefined();
    const other = { dbInstanceIdentifier: "db", forceFailover: true };
    expect(await spoken.refusal("aws.rds-reboot-db-instance", other)).toMatch(/nothing to fail over to/);
  });
});

test("a replica that is promoted stands on its own, and nothing undoes it", async () => {
  let follows: string | undefined = "main";
  const script: Script = {
    DescribeDBInstances: () => ({
      DBInstances: { DBInstance: { ...database, ReadReplicaSourceDBInstanceIdentifier: follows } },
    }),
    PromoteReadReplica: () => {
      follows = undefined;
      return {};
    },
  };
  await withScript(script, async (spoken) => {
    const promote = "aws.rds-promote-read-replica";
    expect((await oneRoad(spoken, promote, { dbInstanceIdentifier: "db" })).undo).toBeUndefined();
    expect(await spoken.refusal(promote, { dbInstanceIdentifier: "db" })).toBe("db is no read replica");
  });
});

test("a secret that is rotated gets another version, and nothing undoes it", async () => {
  let version = "one";
  const script: Script = {
    DescribeSecret: () => ({
      ARN: "arn:secret",
      Name: "twitch",
      RotationEnabled: true,
      VersionIdsToStages: { [version]: ["AWSCURRENT"] },
    }),
    RotateSecret: () => {
      version = "two";
      return {};
    },
  };
  await withScript(script, async (spoken) => {
    const rotation = await oneRoad(spoken, "aws.secretsmanager-rotate-secret", { secretId: "twitch" });
    expect(rotation.undo).toBeUndefined();
  });
});

test.each([
  ["10.1.2.3/8", "10.0.0.0/8"],
  ["192.0.2.7/32", "192.0.2.7/32"],
  ["203.0.113.77/0", "0.0.0.0/0"],
  ["2001:DB8:0:0:1::7/64", "2001:db8::/64"],
  ["::ffff:10.1.2.3/128", "::ffff:a01:203/128"],
  ["fe80::1/0", "::/0"],
])("an opening for %s is found and closed again as EC2 keeps it: %s", async (cidr, kept) => {
  const version = kept.includes(":") ? "ipv6Ranges" : "ipRanges";
  const rule = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
  let ranges: readonly string[] = [];
  const shown = (range: string) => (version === "ipv6Ranges" ? { cidrIpv6: range } : { cidrIp: range });
  const script: Script = {
    DescribeSecurityGroups: () => ({
      securityGroupInfo: {
        item: {
          groupId: "sg-1",
          groupName: "api",
          ipPermissions: ranges.length === 0 ? {} : { item: { ...rule, [version]: { item: ranges.map(shown) } } },
        },
      },
    }),
    AuthorizeSecurityGroupIngress: () => {
      ranges = [kept];
      return { return: true };
    },
    RevokeSecurityGroupIngress: () => {
      ranges = [];
      return { return: true };
    },
  };
  const given = { groupId: "sg-1", protocol: "tcp", port: "443", cidr };
  await withScript(script, (spoken) =>
    thereAndBack(spoken, "aws.ec2-authorize-security-group-ingress", given, () => ranges),
  );
});

test("instances that were restarted count as read back when EC2 finds them well, and a crash leaves it open", async () => {
  const instance = { instanceId: "i-1", instanceState: { name: "running" } };
  const found = ["initializing", "impaired", "ok"];
  const emitted: string[] = [];
  const script: Script = {
    DescribeInstances: () => ({ reservationSet: { item: { instancesSet: { item: instance } } } }),
    RebootInstances: () => ({ return: true }),
    DescribeInstanceStatus: () => {
      const [status = ""] = found.length > 1 ? found.splice(0, 1) : found;
      const one = { instanceId: "i-1", systemStatus: { status: "ok" }, instanceStatus: { status } };
      return { instanceStatusSet: { item: one } };
    },
  };
  await withScript(script, async ({ preview, changer, site, doing }) => {
    const [reboot, given] = ["aws.ec2-reboot-instances", { instanceIds: ["i-1"] }] as const;
    const { pinned } = await preview(reboot, given);
    expect(accepted(await changer(reboot).run(given, pinned, site, doing())).undo).toBeUndefined();
    const telling = { ...doing(), emit: (text: string) => void emitted.push(text) };
    expect(await changer(reboot).verify(given, pinned, site, telling)).toEqual({
      kind: "verified",
      text: "i-1 is running (instance status ok, system status ok); EC2 keeps no trace of the restart itself: look at its uptime",
    });
    expect(emitted.join("")).toMatch(/initializing.*impaired/s);
    expect((await changer(reboot).inspect(given, pinned, site, doing().signal)).kind).toBe("unclear");
    instance.instanceState.name = "stopped";
    expect((await changer(reboot).verify(given, pinned, site, doing())).kind).toBe("failed");
  });
});

test("a private address is no secret, a private key is one", () => {
  const facts = ["privateIPv4Address", "privateDnsName", "PRIVATE_KEY", "APP_PRIVATE"].map((name) => ({
    name,
    value: "x",
  }));
  expect(hideSecrets(facts)).toEqual(
    facts.map(({ name }) => ({ name, value: /IPv4|Dns/.test(name) ? "x" : "[secret]" })),
  );
});
