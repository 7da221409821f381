import { z } from "zod";
import { Fault } from "../../../clients/fault.ts";
import type { Asking, State } from "./aws-change.ts";
import { state } from "./aws-change.ts";

const instance = z.object({
  DBInstanceIdentifier: z.string(),
  DBInstanceArn: z.string().default(""),
  DBInstanceStatus: z.string().default(""),
  DBInstanceClass: z.string().default(""),
  Engine: z.string().default(""),
  AllocatedStorage: z.number().default(0),
  MaxAllocatedStorage: z.number().optional(),
  MultiAZ: z.boolean().default(false),
  BackupRetentionPeriod: z.number().default(0),
  DBParameterGroups: z.array(z.object({ DBParameterGroupName: z.string().default("") })).default([]),
  PendingModifiedValues: z.record(z.string(), z.unknown()).default({}),
  PreferredMaintenanceWindow: z.string().default(""),
  ReadReplicaSourceDBInstanceIdentifier: z.string().optional(),
  ReadReplicaDBInstanceIdentifiers: z.array(z.string()).default([]),
  DeletionProtection: z.boolean().default(false),
  LatestRestorableTime: z.string().optional(),
});
const instances = z.object({ DBInstances: z.array(instance).default([]) });
const events = z.object({
  Events: z.array(z.object({ Date: z.string(), Message: z.string().default("") })).default([]),
});

export type Database = z.output<typeof instance>;

/** The database of this name; undefined when RDS has none. */
export async function databaseNamed(name: string, asking: Asking): Promise<Database | undefined> {
  const answer = await orNotFound(asking.ask("rds", "describe-db-instances", { DBInstanceIdentifier: name }));
  return answer && instances.parse(answer).DBInstances[0];
}

/** Undefined when AWS answers that there is none. */
export async function orNotFound<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Fault && /NotFound|NonExistent/.test(error.code)) return undefined;
    throw error;
  }
}

/** What RDS told of a database or cluster since a time, newest last. */
export async function databaseEventsSince(
  source: { readonly name: string; readonly type: "db-instance" | "db-cluster" },
  at: number,
  asking: Asking,
): Promise<readonly string[]> {
  const answer = await asking.ask("rds", "describe-events", {
    SourceIdentifier: source.name,
    SourceType: source.type,
    StartTime: new Date(at),
  });
  return events.parse(answer).Events.map(({ Message }) => Message);
}

/** Whether a database that was asked for has come to be. */
export async function newDatabaseState(name: string, asking: Asking): Promise<State> {
  const database = await databaseNamed(name, asking);
  if (!database) return state("not-done", `there is no ${name} yet`);
  const text = `${name} is ${database.DBInstanceStatus}`;
  if (database.DBInstanceStatus === "available") return state("took-hold", text);
  return state(/fail|incompatible/.test(database.DBInstanceStatus) ? "failed" : "under-way", text);
}

/** A warning when a database is not at rest: RDS refuses most changes then. */
export function notAtRest({ DBInstanceIdentifier, DBInstanceStatus }: Database): string | undefined {
  return DBInstanceStatus === "available"
    ? undefined
    : `${DBInstanceIdentifier} is ${DBInstanceStatus}; AWS may refuse until it is available`;
}
