import { z } from "zod";
import { define, type OperationDefinition } from "../definition.ts";
import { podFields } from "../kubernetes/exec.ts";
import { worstRisk } from "../risk.ts";
import { text } from "../schema-parts.ts";
import { classifySql, type SqlAct } from "./classify.ts";

/** Which database: all of it comes from the catalog when the command does not say. */
const connection = {
  database: z.string().max(200).optional(),
  user: z.string().max(200).optional(),
  host: z.string().max(253).optional(),
  port: z.int().min(1).max(65_535).optional(),
  /** Name of the environment variable that holds the connection address; its value is never an argument. */
  urlVariable: z.string().max(100).optional(),
  /** The pod whose psql speaks to the database, where the catalog does not bind that pod to one. */
  through: z.strictObject(podFields).optional(),
};

const statementSchema = z.strictObject({ sql: text, ...connection, expanded: z.boolean().optional() });
export type StatementArguments = z.output<typeof statementSchema>;

const titles: Readonly<Record<SqlAct, string>> = {
  query: "Ask Postgres",
  "terminate-backends": "End database sessions",
  "cancel-backends": "Cancel running queries",
  update: "Change rows",
  delete: "Delete rows",
  insert: "Add rows",
  vacuum: "Vacuum",
  analyze: "Refresh planner statistics",
  reindex: "Rebuild indexes",
  "create-index": "Create an index",
  execute: "Run SQL",
};

function statement(act: SqlAct): OperationDefinition<StatementArguments> {
  return define({
    name: `postgres.${act}`,
    schema: statementSchema.refine(({ sql }) => classifySql(sql)?.act === act, {
      message: `the SQL is not one statement of the kind ${act}`,
    }),
    risk: ({ sql, through }, policy) => {
      const risk = classifySql(sql)?.risk(policy) ?? "destructive";
      return through ? worstRisk([risk, "sensitive"]) : risk;
    },
    describe: ({ sql }) => `${titles[act]}: ${sql.replace(/\s+/g, " ")}`,
  });
}

export const query = statement("query");
export const terminateBackends = statement("terminate-backends");
export const cancelBackends = statement("cancel-backends");
export const update = statement("update");
export const deleteRows = statement("delete");
export const insert = statement("insert");
export const vacuum = statement("vacuum");
export const analyze = statement("analyze");
export const reindex = statement("reindex");
export const createIndex = statement("create-index");
export const execute = statement("execute");

/** psql's `\d` family: what exists, read from the catalogs. */
export const describeObjects = define({
  name: "postgres.describe",
  schema: z.strictObject({
    what: z.enum([
      "object",
      "tables",
      "indexes",
      "views",
      "sequences",
      "schemas",
      "functions",
      "roles",
      "databases",
      "extensions",
      "connection",
    ]),
    pattern: z
      .string()
      .max(200)
      .regex(/^[\w.*?"$-]+$/, "is not a pattern")
      .optional(),
    verbose: z.boolean().optional(),
    ...connection,
  }),
  risk: ({ through }) => (through ? "sensitive" : "read"),
  describe: ({ what, pattern }) => `Describe ${what === "object" ? (pattern ?? "all relations") : what}`,
});
