import { account, type CloudStory, type Database, region } from "./cloud-story.ts";
import { type CloudApi, CloudError, type CloudRequest, type WireRecord } from "./wire.ts";

// How long a change of a database, a snapshot or a restart of the cache is seen to go on.
const busyMs = 8_000;
const subnetGroup = "production";

/** RDS with the databases of the story, which can be grown, copied and restored. */
export function rdsApi(story: CloudStory): CloudApi {
  return (request) => {
    switch (request.action) {
      case "DescribeDBInstances":
        return { DBInstances: { DBInstance: databasesAsked(story, request) } };
      case "DescribeDBSnapshots":
        return { DBSnapshots: { DBSnapshot: snapshotsAsked(story, request) } };
      case "DescribeEvents":
        return { Events: { Event: [] } };
      case "DescribeDBClusters":
        return { DBClusters: {} };
      case "DescribePendingMaintenanceActions":
        return { PendingMaintenanceActions: {} };
      case "ModifyDBInstance": {
        const [name, database] = databaseNamed(story, request.text("DBInstanceIdentifier") ?? "");
        database.storage = request.number("AllocatedStorage") ?? database.storage;
        database.changedAt = story.now();
        return { DBInstance: databaseNow(story, name, database) };
      }
      case "CreateDBSnapshot": {
        const [database, { storage }] = databaseNamed(story, request.text("DBInstanceIdentifier") ?? "");
        const name = request.text("DBSnapshotIdentifier") ?? "";
        story.snapshots.set(name, { database, at: story.now(), storage });
        return { DBSnapshot: snapshotNow(story, name) };
      }
      case "RestoreDBInstanceFromDBSnapshot":
        return createDatabase(
          story,
          request,
          snapshotNamed(story, request.text("DBSnapshotIdentifier") ?? "").database,
        );
      case "CreateDBInstanceReadReplica":
        return createDatabase(story, request, request.text("SourceDBInstanceIdentifier") ?? "");
      default:
        return undefined;
    }
  };
}

function createDatabase(story: CloudStory, request: CloudRequest, source: string): WireRecord {
  const name = request.text("DBInstanceIdentifier") ?? "";
  if (story.databases.has(name)) throw new CloudError("DBInstanceAlreadyExists", "DB Instance already exists");
  const replica = request.action === "CreateDBInstanceReadReplica";
  const [, from] = databaseNamed(story, source);
  const database = { class: from.class, storage: from.storage, changedAt: story.now(), ...(replica && { source }) };
  story.databases.set(name, database);
  return { DBInstance: databaseNow(story, name, database) };
}

function databaseNamed(story: CloudStory, name: string): [string, Database] {
  const database = story.databases.get(name);
  if (!database) throw new CloudError("DBInstanceNotFound", `DBInstance ${name} not found.`, 404);
  return [name, database];
}

function databasesAsked(story: CloudStory, request: CloudRequest): WireRecord[] {
  const name = request.text("DBInstanceIdentifier");
  const asked = name === undefined ? [...story.databases] : [databaseNamed(story, name)];
  return asked.map(([one, database]) => databaseNow(story, one, database));
}

function databaseNow(story: CloudStory, name: string, database: Database): WireRecord {
  return {
    DBInstanceIdentifier: name,
    DBInstanceArn: `arn:aws:rds:${region}:${account}:db:${name}`,
    DBInstanceClass: database.class,
    Engine: "postgres",
    EngineVersion: "15.8",
    DBInstanceStatus: story.now() - database.changedAt < busyMs ? "modifying" : "available",
    MasterUsername: "app",
    Endpoint: { Address: `${name}.abc123.${region}.rds.amazonaws.com`, Port: 5432 },
    AllocatedStorage: database.storage,
    MultiAZ: false,
    BackupRetentionPeriod: 7,
    PreferredMaintenanceWindow: "sun:03:00-sun:03:30",
    DeletionProtection: true,
    ...(database.source !== undefined && { ReadReplicaSourceDBInstanceIdentifier: database.source }),
    VpcSecurityGroups: {
      VpcSecurityGroupMembership: [{ VpcSecurityGroupId: "sg-0a1b2c3d4e5f60718", Status: "active" }],
    },
    DBSubnetGroup: { DBSubnetGroupName: subnetGroup },
  };
}

function snapshotNamed(story: CloudStory, name: string) {
  const snapshot = story.snapshots.get(name);
  if (!snapshot) throw new CloudError("DBSnapshotNotFound", `DBSnapshot ${name} not found.`, 404);
  return snapshot;
}

function snapshotsAsked(story: CloudStory, request: CloudRequest): WireRecord[] {
  const [name, database] = [request.text("DBSnapshotIdentifier"), request.text("DBInstanceIdentifier")];
  if (name !== undefined) return [snapshotNow(story, name)];
  const names = [...story.snapshots].filter(([, one]) => database === undefined || one.database === database);
  return names.map(([one]) => snapshotNow(story, one));
}

function snapshotNow(story: CloudStory, name: string): WireRecord {
  const { database, at, storage } = snapshotNamed(story, name);
  const share = Math.min(1, (story.now() - at) / busyMs);
  return {
    DBSnapshotIdentifier: name,
    DBInstanceIdentifier: database,
    DBSnapshotArn: `arn:aws:rds:${region}:${account}:snapshot:${name}`,
    SnapshotCreateTime: new Date(at).toISOString(),
    Status: share < 1 ? "creating" : "available",
    PercentProgress: Math.floor(share * 100),
    AllocatedStorage: storage,
    Engine: "postgres",
    SnapshotType: "manual",
  };
}

/** ElastiCache with the one cache of the story. */
export function elasticacheApi(story: CloudStory): CloudApi {
  return (request) => {
    switch (request.action) {
      case "DescribeCacheClusters":
        return { CacheClusters: { CacheCluster: [cacheNow(story, request)] } };
      case "DescribeEvents":
        return { Events: { Event: cacheEvents(story, request.time("StartTime") ?? 0) } };
      case "DescribeReplicationGroups":
        return { ReplicationGroups: {} };
      case "RebootCacheCluster":
        story.cacheRestartedAt = story.now();
        return { CacheCluster: cacheNow(story, request) };
      default:
        return undefined;
    }
  };
}

const cache = "social-analytics-redis";

function cacheNow(story: CloudStory, request: CloudRequest): WireRecord {
  const name = request.text("CacheClusterId") ?? cache;
  if (name !== cache) throw new CloudError("CacheClusterNotFound", `CacheCluster ${name} not found.`, 404);
  const busy = story.cacheRestartedAt !== undefined && story.now() - story.cacheRestartedAt < busyMs;
  const status = busy ? "rebooting cluster nodes" : "available";
  const Endpoint = { Address: `${cache}.abc123.0001.use1.cache.amazonaws.com`, Port: 6379 };
  return {
    CacheClusterId: cache,
    ARN: `arn:aws:elasticache:${region}:${account}:cluster:${cache}`,
    CacheNodeType: "cache.t3.medium",
    Engine: "redis",
    EngineVersion: "7.1.0",
    CacheClusterStatus: status,
    NumCacheNodes: 1,
    ...(request.action === "RebootCacheCluster" || request.flag("ShowCacheNodeInfo") === true
      ? { CacheNodes: { CacheNode: [{ CacheNodeId: "0001", CacheNodeStatus: status, Endpoint }] } }
      : {}),
  };
}

function cacheEvents(story: CloudStory, from: number): WireRecord[] {
  const at = story.cacheRestartedAt;
  if (at === undefined || at < from) return [];
  const Message = "Cache node 0001 restarted";
  return [{ SourceIdentifier: cache, SourceType: "cache-cluster", Message, Date: new Date(at).toISOString() }];
}
