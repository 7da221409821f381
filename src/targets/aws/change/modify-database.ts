import { z } from "zod";
import type { AwsArguments } from "../../../operation/aws/action.ts";
import { awsOperationNamed, word } from "../aws-parts.ts";
import { type AwsChange, found, operationLike, refused, type State, state } from "./aws-change.ts";
import { type Database, databaseNamed, notAtRest } from "./databases.ts";

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const facts = z.object({ database: z.string(), before: z.record(z.string(), value) });
type Facts = z.output<typeof facts>;
type Value = z.output<typeof value>;

/** Each argument: how a person calls it, where it stands now, and where RDS lists it while it waits. */
const settings: readonly {
  readonly argument: string;
  readonly what: string;
  readonly pending: string;
  readonly now: (database: Database) => Value;
}[] = [
  {
    argument: "allocatedStorage",
    what: "storage (GiB)",
    pending: "AllocatedStorage",
    now: (database) => database.AllocatedStorage,
  },
  {
    argument: "maxAllocatedStorage",
    what: "storage grows to (GiB)",
    pending: "MaxAllocatedStorage",
    now: (database) => database.MaxAllocatedStorage ?? null,
  },
  {
    argument: "dbInstanceClass",
    what: "class",
    pending: "DBInstanceClass",
    now: (database) => database.DBInstanceClass,
  },
  { argument: "multiAz", what: "several zones", pending: "MultiAZ", now: (database) => database.MultiAZ },
  {
    argument: "backupRetentionPeriod",
    what: "days that backups are kept",
    pending: "BackupRetentionPeriod",
    now: (database) => database.BackupRetentionPeriod,
  },
  {
    argument: "dbParameterGroupName",
    what: "parameter group",
    pending: "DBParameterGroupName",
    now: (database) => database.DBParameterGroups[0]?.DBParameterGroupName ?? null,
  },
];

/** Storage, class, zones, backups or parameters of a database. */
export const modifyDatabase: AwsChange<Facts> = {
  ...awsOperationNamed("rds", "modify-db-instance"),
  facts,
  async look(given, asking) {
    const name = word(given, "dbInstanceIdentifier");
    const database = name === undefined ? undefined : await databaseNamed(name, asking);
    if (!database) return refused(`RDS has no database ${name ?? "without a name"}`);
    const moving = changing(given).filter(({ argument, now }) => now(database) !== given[argument]);
    if (moving.length === 0) return refused(`nothing would change: ${name} is so already`);
    if (typeof given.allocatedStorage === "number" && given.allocatedStorage < database.AllocatedStorage)
      return refused(`${name} has ${database.AllocatedStorage} GiB, and the storage of a database never shrinks`);
    const changes = moving.map(({ argument, what, now }) => ({
      what,
      before: String(now(database) ?? ""),
      after: String(given[argument]),
    }));
    const before = Object.fromEntries(changing(given).map(({ argument, now }) => [argument, now(database)]));
    return found([{ name: `database ${name}`, changes }], warnings(given, database), {
      database: database.DBInstanceArn,
      before,
    });
  },
  done: (given, { before }) => ({
    text: `AWS changes ${given.dbInstanceIdentifier}${given.applyImmediately === true ? "" : " in its maintenance window"}.`,
    undo: undoOf(given, before),
  }),
  async state(given, _pinned, asking) {
    const name = word(given, "dbInstanceIdentifier") ?? "";
    const database = await databaseNamed(name, asking);
    return database ? stateOf(given, database) : state("failed", `RDS has no database ${name}`);
  },
};

function changing(given: AwsArguments) {
  return settings.filter(({ argument }) => given[argument] !== undefined);
}

function warnings(given: AwsArguments, database: Database): (string | undefined)[] {
  const now = given.applyImmediately === true;
  return [
    notAtRest(database),
    now ? undefined : `it happens in the maintenance window, ${database.PreferredMaintenanceWindow}: not at once`,
    given.allocatedStorage === undefined
      ? undefined
      : "storage never shrinks, and cannot be changed again for six hours",
    given.dbInstanceClass !== undefined && now ? "the database is away for some minutes while it changes" : undefined,
    given.dbParameterGroupName === undefined ? undefined : "a restart of the database makes the parameters take effect",
    given.backupRetentionPeriod === 0 ? "no backups are kept any more, and those there are go" : undefined,
  ];
}

// Storage does not come back, and what follows from a change of it neither.
function undoOf(given: AwsArguments, before: Facts["before"]) {
  const former = Object.entries(before).filter(([, was]) => was !== null);
  if (given.allocatedStorage !== undefined || former.length < Object.keys(before).length) return undefined;
  return operationLike(given, "rds-modify-db-instance", {
    dbInstanceIdentifier: given.dbInstanceIdentifier,
    ...Object.fromEntries(former),
    ...(given.applyImmediately === true && { applyImmediately: true }),
  });
}

function stateOf(given: AwsArguments, database: Database): State {
  const name = database.DBInstanceIdentifier;
  const open = changing(given).filter(({ argument, now }) => now(database) !== given[argument]);
  const waiting = open.filter(({ argument, pending }) => database.PendingModifiedValues[pending] === given[argument]);
  const said = changing(given)
    .map(({ what, now }) => `${what} ${now(database)}`)
    .join(", ");
  const text = `${name} is ${database.DBInstanceStatus}: ${said}`;
  if (/fail|incompatible/.test(database.DBInstanceStatus)) return state("failed", text);
  if (open.length === 0)
    return state(
      /^(available|storage-optimization)$/.test(database.DBInstanceStatus) ? "took-hold" : "under-way",
      text,
    );
  if (waiting.length < open.length)
    return state(database.DBInstanceStatus === "modifying" ? "under-way" : "not-done", text);
  return given.applyImmediately === true
    ? state("under-way", text)
    : state("took-hold", `${text}; the rest waits for the maintenance window, ${database.PreferredMaintenanceWindow}`);
}
