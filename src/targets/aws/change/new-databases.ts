import { z } from "zod";
import type { AwsArguments } from "../../../operation/aws/action.ts";
import { readTime } from "../../read-time.ts";
import type { PreviewedObject, Refused } from "../../target.ts";
import { awsOperationNamed, word } from "../aws-parts.ts";
import { type Asking, type AwsChange, type Found, found, operationLike, refused, state } from "./aws-change.ts";
import { databaseNamed, newDatabaseState, notAtRest, orNotFound } from "./databases.ts";

const facts = z.object({ source: z.string(), name: z.string() });
type Facts = z.output<typeof facts>;

const snapshotFields = z.object({
  DBSnapshotIdentifier: z.string(),
  DBSnapshotArn: z.string().default(""),
  DBInstanceIdentifier: z.string().default(""),
  Status: z.string().default(""),
  SnapshotCreateTime: z.string().default(""),
  AllocatedStorage: z.number().default(0),
  PercentProgress: z.number().optional(),
});
const snapshots = z.object({ DBSnapshots: z.array(snapshotFields).default([]) });

const cost = "it costs as much as another database until it is deleted";

export const createReadReplica = newDatabase("create-db-instance-read-replica", "dbInstanceIdentifier", fromDatabase);

export const restoreFromSnapshot = newDatabase(
  "restore-db-instance-from-db-snapshot",
  "dbInstanceIdentifier",
  async (given, name, asking) => {
    const id = word(given, "dbSnapshotIdentifier");
    const snapshot = id === undefined ? undefined : await snapshotNamed(id, asking);
    if (!snapshot) return refused(`RDS has no snapshot ${id ?? "without a name"}`);
    if (snapshot.Status !== "available") return refused(`the snapshot ${id} is ${snapshot.Status}, not available`);
    const from = `snapshot ${id} of ${snapshot.DBInstanceIdentifier}, taken ${snapshot.SnapshotCreateTime}`;
    const warning = "programs go on using the old database until they are pointed at the new one";
    return found([created(name, from, given)], [warning, cost], { source: snapshot.DBSnapshotArn, name });
  },
);

export const restoreToPointInTime = newDatabase(
  "restore-db-instance-to-point-in-time",
  "targetDbInstanceIdentifier",
  async (given, name, asking) => {
    const latest = given.useLatestRestorableTime === true;
    const written = word(given, "restoreTime");
    const time = written === undefined ? undefined : readTime(written, asking.now);
    if (!latest && time === undefined) return refused("the command says no time to go back to");
    // An age is another time whenever it is read: what was approved has to be one moment.
    if (!latest && !/^\d{4}-/.test(written ?? ""))
      return refused(`write the time to go back to in full, such as ${new Date(time ?? 0).toISOString()}`);
    return fromDatabase(given, name, asking);
  },
);

type Look = (given: AwsArguments, name: string, asking: Asking) => Promise<Found<Facts> | Refused>;

/** Makes a database that was not there; the undo is to delete it. */
function newDatabase(action: string, nameArgument: string, look: Look): AwsChange<Facts> {
  return {
    ...awsOperationNamed("rds", action),
    facts,
    async look(given, asking) {
      const name = word(given, nameArgument);
      if (name === undefined) return refused("the command names no new database");
      const taken = await databaseNamed(name, asking);
      return taken ? refused(`there is a database ${name} already; choose another name`) : look(given, name, asking);
    },
    done: (given, { name }) => ({
      text: `AWS makes ${name}.`,
      undo: operationLike(given, "rds-delete-db-instance", { dbInstanceIdentifier: name, skipFinalSnapshot: true }),
    }),
    state: (_given, pinned, asking) => newDatabaseState(pinned.facts.name, asking),
  };
}

async function fromDatabase(given: AwsArguments, name: string, asking: Asking): Promise<Found<Facts> | Refused> {
  const id = word(given, "sourceDbInstanceIdentifier");
  const source = id === undefined ? undefined : await databaseNamed(id, asking);
  if (!source) return refused(`RDS has no database ${id ?? "without a name"}`);
  const from = `${id} (${source.Engine}, ${source.DBInstanceClass}, ${source.AllocatedStorage} GiB)`;
  return found([created(name, from, given)], [notAtRest(source), cost], { source: source.DBInstanceArn, name });
}

function created(name: string, from: string, given: AwsArguments): PreviewedObject {
  const asked = ["dbInstanceClass", "dbSubnetGroupName", "availabilityZone", "restoreTime"].flatMap((key) => {
    const value = word(given, key);
    return value === undefined ? [] : [{ what: key, before: "", after: value }];
  });
  const zones = given.multiAz === undefined ? [] : [{ what: "multiAz", before: "", after: String(given.multiAz) }];
  return { name: `database ${name}`, changes: [{ what: "made from", before: "", after: from }, ...asked, ...zones] };
}

/** A snapshot, which is the way back of what follows. */
export const createSnapshot: AwsChange<Facts> = {
  ...awsOperationNamed("rds", "create-db-snapshot"),
  facts,
  async look(given, asking) {
    const [id, name] = [word(given, "dbInstanceIdentifier"), word(given, "dbSnapshotIdentifier")];
    if (id === undefined || name === undefined) return refused("the command names no database or no snapshot");
    const source = await databaseNamed(id, asking);
    if (!source) return refused(`RDS has no database ${id}`);
    if (await snapshotNamed(name, asking)) return refused(`there is a snapshot ${name} already; choose another name`);
    const after = `of ${id}, ${source.AllocatedStorage} GiB`;
    const slow = source.MultiAZ ? undefined : "reads and writes may stall for a moment: it runs in one zone only";
    return found(
      [{ name: `snapshot ${name}`, changes: [{ what: "snapshot", before: "", after }] }],
      [notAtRest(source), slow],
      { source: source.DBInstanceArn, name },
    );
  },
  done: (_given, { name }) => ({ text: `AWS takes the snapshot ${name}.` }),
  async state(_given, { facts: { name } }, asking) {
    const snapshot = await snapshotNamed(name, asking);
    if (!snapshot) return state("not-done", `there is no snapshot ${name} yet`);
    const text = `the snapshot ${name} is ${snapshot.Status}`;
    if (snapshot.Status === "available") return state("took-hold", text);
    if (snapshot.Status === "failed") return state("failed", text);
    return state("under-way", `${text}, ${snapshot.PercentProgress ?? 0} %`);
  },
};

async function snapshotNamed(name: string, asking: Asking): Promise<z.output<typeof snapshotFields> | undefined> {
  const answer = await orNotFound(asking.ask("rds", "describe-db-snapshots", { DBSnapshotIdentifier: name }));
  return answer && snapshots.parse(answer).DBSnapshots[0];
}
