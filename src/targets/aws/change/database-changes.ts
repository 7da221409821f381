import { z } from "zod";
import type { AwsArguments } from "../../../operation/aws/action.ts";
import type { Refused } from "../../target.ts";
import { awsOperationNamed, word } from "../aws-parts.ts";
import { type Asking, type AwsChange, found, operationLike, refused, state } from "./aws-change.ts";
import { type Database, databaseEventsSince, databaseNamed, notAtRest, orNotFound } from "./databases.ts";

const facts = z.object({ database: z.string() });
type Facts = z.output<typeof facts>;

/** Restarts a database. Whether it did is known from what RDS tells about it. */
export const rebootDatabase: AwsChange<Facts> = {
  ...awsOperationNamed("rds", "reboot-db-instance"),
  facts,
  async look(given, asking) {
    const database = await databaseOf(given, asking);
    if ("kind" in database) return database;
    if (given.forceFailover === true && !database.MultiAZ)
      return refused(`${database.DBInstanceIdentifier} runs in one zone: there is nothing to fail over to`);
    const after = given.forceFailover === true ? "restarted in the other zone" : "restarted";
    return found(
      [object(database, "state", database.DBInstanceStatus, after)],
      ["every connection is cut, and the database is away for a minute or more", notAtRest(database)],
      { database: database.DBInstanceArn },
    );
  },
  done: (given) => ({ text: `AWS restarts ${given.dbInstanceIdentifier}.` }),
  async state(given, { at }, asking) {
    const name = word(given, "dbInstanceIdentifier") ?? "";
    const database = await databaseNamed(name, asking);
    if (!database) return state("failed", `RDS has no database ${name}`);
    const told = await databaseEventsSince({ name, type: "db-instance" }, at, asking);
    const restarted = told.filter((message) => /restart|reboot|shutdown|failover/i.test(message)).at(-1);
    if (database.DBInstanceStatus !== "available")
      return state("under-way", `${name} is ${database.DBInstanceStatus}${restarted ? `: ${restarted}` : ""}`);
    return restarted
      ? state("took-hold", `${name} is available again: ${restarted}`)
      : state("not-done", `${name} is available, and RDS tells of no restart yet`);
  },
};

/** A replica that becomes a database of its own. */
export const promoteReplica: AwsChange<Facts> = {
  ...awsOperationNamed("rds", "promote-read-replica"),
  facts,
  async look(given, asking) {
    const database = await databaseOf(given, asking);
    if ("kind" in database) return database;
    const source = database.ReadReplicaSourceDBInstanceIdentifier;
    if (!source) return refused(`${database.DBInstanceIdentifier} is no read replica`);
    return found(
      [object(database, "follows", source, "")],
      [
        "it never follows again: a new replica would have to be made",
        `what ${source} writes from now on is not in it`,
        notAtRest(database),
      ],
      { database: database.DBInstanceArn },
    );
  },
  done: (given) => ({ text: `AWS promotes ${given.dbInstanceIdentifier}.` }),
  async state(given, _pinned, asking) {
    const name = word(given, "dbInstanceIdentifier") ?? "";
    const database = await databaseNamed(name, asking);
    if (!database) return state("failed", `RDS has no database ${name}`);
    const text = `${name} is ${database.DBInstanceStatus}`;
    if (database.ReadReplicaSourceDBInstanceIdentifier)
      return state(database.DBInstanceStatus === "available" ? "not-done" : "under-way", `${text} and still a replica`);
    return state(database.DBInstanceStatus === "available" ? "took-hold" : "under-way", `${text}, on its own`);
  },
};

/** Deletes a database, if nothing protects it. */
export const deleteDatabase: AwsChange<Facts> = {
  ...awsOperationNamed("rds", "delete-db-instance"),
  facts,
  async look(given, asking) {
    const database = await databaseOf(given, asking);
    if ("kind" in database) return database;
    const name = database.DBInstanceIdentifier;
    const last = word(given, "finalDbSnapshotIdentifier");
    if (database.DeletionProtection) return refused(`${name} is protected against deletion`);
    if (given.skipFinalSnapshot !== true && last === undefined)
      return refused("say --skip-final-snapshot or --final-db-snapshot-identifier: AWS asks for one of the two");
    return found(
      [object(database, "database", `${database.Engine}, ${database.AllocatedStorage} GiB`, "")],
      [
        last === undefined ? "no last snapshot is taken: its data goes for good" : `a last snapshot ${last} is taken`,
        database.ReadReplicaDBInstanceIdentifiers.length > 0
          ? `${database.ReadReplicaDBInstanceIdentifiers.join(", ")} follow it`
          : undefined,
        database.DBInstanceStatus === "deleting" ? "it is being deleted already" : undefined,
      ],
      { database: database.DBInstanceArn },
    );
  },
  done: (given) => ({ text: `AWS deletes ${given.dbInstanceIdentifier}.` }),
  async state(given, _pinned, asking) {
    const name = word(given, "dbInstanceIdentifier") ?? "";
    const database = await databaseNamed(name, asking);
    if (!database) return state("took-hold", `${name} is gone`);
    const text = `${name} is ${database.DBInstanceStatus}`;
    return state(database.DBInstanceStatus === "deleting" ? "under-way" : "not-done", text);
  },
};

const clusterFields = z.object({
  DBClusterArn: z.string().default(""),
  Status: z.string().default(""),
  DBClusterMembers: z
    .array(z.object({ DBInstanceIdentifier: z.string().default(""), IsClusterWriter: z.boolean().default(false) }))
    .default([]),
});
const clusters = z.object({ DBClusters: z.array(clusterFields).default([]) });
const clusterFacts = z.object({ cluster: z.string(), writer: z.string() });

/** Another member of a cluster takes the writes. */
export const failOverCluster: AwsChange<z.output<typeof clusterFacts>> = {
  ...awsOperationNamed("rds", "failover-db-cluster"),
  facts: clusterFacts,
  async look(given, asking) {
    const name = word(given, "dbClusterIdentifier");
    const cluster = await clusterNamed(name, asking);
    if (!cluster) return refused(`RDS has no database cluster ${name ?? "without a name"}`);
    const writer = writerOf(cluster);
    const wanted = word(given, "targetDbInstanceIdentifier");
    const readers = cluster.DBClusterMembers.filter(({ IsClusterWriter }) => !IsClusterWriter);
    if (readers.length === 0) return refused(`${name} has one member only: there is nothing to fail over to`);
    if (wanted !== undefined && !readers.some(({ DBInstanceIdentifier }) => DBInstanceIdentifier === wanted))
      return refused(`${wanted} is not a member of ${name} that could take over`);
    const changes = [{ what: "writer", before: writer, after: wanted ?? "the member that AWS chooses" }];
    const warning = "writes fail for a minute or so, and every connection to the writer is cut";
    return found([{ name: `database cluster ${name}`, changes }], [warning], { cluster: cluster.DBClusterArn, writer });
  },
  done: (given, { writer }) => ({
    text: `AWS fails ${given.dbClusterIdentifier} over.`,
    undo: operationLike(given, "rds-failover-db-cluster", {
      dbClusterIdentifier: given.dbClusterIdentifier,
      targetDbInstanceIdentifier: writer,
    }),
  }),
  async state(given, { facts: { writer } }, asking) {
    const cluster = await clusterNamed(word(given, "dbClusterIdentifier"), asking);
    if (!cluster) return state("failed", "the database cluster is gone");
    const text = `${writerOf(cluster)} takes the writes, the cluster is ${cluster.Status}`;
    if (cluster.Status !== "available") return state("under-way", text);
    return state(writerOf(cluster) === writer ? "not-done" : "took-hold", text);
  },
};

async function clusterNamed(name: string | undefined, asking: Asking) {
  if (name === undefined) return undefined;
  const answer = await orNotFound(asking.ask("rds", "describe-db-clusters", { DBClusterIdentifier: name }));
  return answer && clusters.parse(answer).DBClusters[0];
}

function writerOf({ DBClusterMembers }: z.output<typeof clusterFields>): string {
  return DBClusterMembers.find(({ IsClusterWriter }) => IsClusterWriter)?.DBInstanceIdentifier ?? "";
}

async function databaseOf(given: AwsArguments, asking: Asking): Promise<Database | Refused> {
  const name = word(given, "dbInstanceIdentifier");
  const database = name === undefined ? undefined : await databaseNamed(name, asking);
  return database ?? refused(`RDS has no database ${name ?? "without a name"}`);
}

function object({ DBInstanceIdentifier }: Database, what: string, before: string, after: string) {
  return { name: `database ${DBInstanceIdentifier}`, changes: [{ what, before, after }] };
}
