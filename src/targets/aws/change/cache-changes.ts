import { z } from "zod";
import { awsOperationNamed, word, words } from "../aws-parts.ts";
import { type Asking, type AwsChange, found, operationLike, refused, state } from "./aws-change.ts";
import { orNotFound } from "./databases.ts";

const node = z.object({ CacheNodeId: z.string(), CacheNodeStatus: z.string().default("") });
const clusterFields = z.object({
  ARN: z.string().default(""),
  CacheClusterStatus: z.string().default(""),
  Engine: z.string().default(""),
  CacheNodes: z.array(node).default([]),
});
const clusters = z.object({ CacheClusters: z.array(clusterFields).default([]) });
const events = z.object({ Events: z.array(z.object({ Message: z.string().default("") })).default([]) });
const clusterFacts = z.object({ cluster: z.string(), nodes: z.array(z.string()) });

/** Restarts nodes of a cache, which come back empty. */
export const rebootCache: AwsChange<z.output<typeof clusterFacts>> = {
  ...awsOperationNamed("elasticache", "reboot-cache-cluster"),
  facts: clusterFacts,
  async look(given, asking) {
    const name = word(given, "cacheClusterId") ?? "";
    const cluster = await clusterNamed(name, asking);
    if (!cluster) return refused(`ElastiCache has no cluster ${name}`);
    const nodes = words(given, "cacheNodeIdsToReboot");
    const missing = nodes.filter((id) => !cluster.CacheNodes.some(({ CacheNodeId }) => CacheNodeId === id));
    if (nodes.length === 0 || missing.length > 0) return refused(`${name} has no node ${missing.join(", ")}`.trim());
    const objects = cluster.CacheNodes.filter(({ CacheNodeId }) => nodes.includes(CacheNodeId)).map((one) => ({
      name: `cache node ${one.CacheNodeId} of ${name}`,
      changes: [{ what: "state", before: one.CacheNodeStatus, after: "restarted, empty" }],
    }));
    return found(
      objects,
      [
        "what is in the cache is lost: the database takes all of the load until it has filled again",
        cluster.CacheClusterStatus === "available" ? undefined : `${name} is ${cluster.CacheClusterStatus}`,
      ],
      { cluster: cluster.ARN, nodes: [...nodes] },
    );
  },
  done: (given, { nodes }) => ({ text: `AWS restarts ${nodes.join(", ")} of ${given.cacheClusterId}.` }),
  async state(given, { at }, asking) {
    const name = word(given, "cacheClusterId") ?? "";
    const cluster = await clusterNamed(name, asking);
    if (!cluster) return state("failed", `ElastiCache has no cluster ${name}`);
    const input = { SourceIdentifier: name, SourceType: "cache-cluster", StartTime: new Date(at) };
    const told = events.parse(await asking.ask("elasticache", "describe-events", input)).Events;
    const restarted = told.find(({ Message }) => /reboot|restart|recover/i.test(Message));
    if (cluster.CacheClusterStatus !== "available")
      return state("under-way", `${name} is ${cluster.CacheClusterStatus}`);
    return restarted
      ? state("took-hold", `${name} is available again: ${restarted.Message}`)
      : state("not-done", `${name} is available, and ElastiCache tells of no restart yet`);
  },
};

const group = z.object({
  ARN: z.string().default(""),
  Status: z.string().default(""),
  AutomaticFailover: z.string().default(""),
  NodeGroups: z
    .array(
      z.object({
        NodeGroupId: z.string(),
        NodeGroupMembers: z
          .array(z.object({ CacheClusterId: z.string(), CurrentRole: z.string().default("") }))
          .default([]),
      }),
    )
    .default([]),
});
const groups = z.object({ ReplicationGroups: z.array(group).default([]) });
const groupFacts = z.object({ group: z.string(), primary: z.string() });

/** A replica takes the place of the primary of a node group. */
export const failOverCache: AwsChange<z.output<typeof groupFacts>> = {
  ...awsOperationNamed("elasticache", "test-failover"),
  facts: groupFacts,
  async look(given, asking) {
    const name = word(given, "replicationGroupId") ?? "";
    const nodes = word(given, "nodeGroupId") ?? "";
    const group_ = await groupNamed(name, asking);
    if (!group_) return refused(`ElastiCache has no replication group ${name}`);
    const members = group_.NodeGroups.find(({ NodeGroupId }) => NodeGroupId === nodes)?.NodeGroupMembers;
    if (!members) return refused(`${name} has no node group ${nodes}`);
    if (members.length < 2) return refused(`${nodes} of ${name} has no replica that could take over`);
    const primary = primaryOf(members);
    const changes = [{ what: "primary", before: primary, after: "a replica that AWS chooses" }];
    return found(
      [{ name: `node group ${nodes} of ${name}`, changes }],
      [
        "writes fail for a moment, and writes not yet copied are lost",
        group_.AutomaticFailover === "enabled" ? undefined : "automatic failover is off: AWS may refuse",
      ],
      { group: group_.ARN, primary },
    );
  },
  done: (given) => ({
    text: `AWS fails ${given.nodeGroupId} of ${given.replicationGroupId} over.`,
    undo: operationLike(given, "elasticache-test-failover", {
      replicationGroupId: given.replicationGroupId,
      nodeGroupId: given.nodeGroupId,
    }),
  }),
  async state(given, { facts: { primary } }, asking) {
    const now = await groupNamed(word(given, "replicationGroupId") ?? "", asking);
    if (!now) return state("failed", "the replication group is gone");
    const members = now.NodeGroups.find(({ NodeGroupId }) => NodeGroupId === word(given, "nodeGroupId"));
    const current = primaryOf(members?.NodeGroupMembers ?? []);
    const text = `${current} is the primary, the group is ${now.Status}`;
    if (now.Status !== "available") return state("under-way", text);
    return state(current === primary ? "not-done" : "took-hold", text);
  },
};

async function clusterNamed(name: string, asking: Asking) {
  const input = { CacheClusterId: name, ShowCacheNodeInfo: true };
  const answer = await orNotFound(asking.ask("elasticache", "describe-cache-clusters", input));
  return answer && clusters.parse(answer).CacheClusters[0];
}

async function groupNamed(name: string, asking: Asking) {
  const input = { ReplicationGroupId: name };
  const answer = await orNotFound(asking.ask("elasticache", "describe-replication-groups", input));
  return answer && groups.parse(answer).ReplicationGroups[0];
}

function primaryOf(members: readonly { readonly CacheClusterId: string; readonly CurrentRole: string }[]): string {
  return members.find(({ CurrentRole }) => CurrentRole === "primary")?.CacheClusterId ?? "";
}
