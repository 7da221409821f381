import { z } from "zod";
import { define } from "./definition.ts";
import { count } from "./schema-parts.ts";

const revision = z
  .string()
  .max(200)
  .regex(/^[\w./^~@-]+$/, "is not a revision");

/** Recent commits of the service's repository, read from where it is hosted. */
export const log = define({
  name: "git.log",
  schema: z.strictObject({
    since: z.string().max(60).optional(),
    until: z.string().max(60).optional(),
    maximum: count.optional(),
    author: z.string().max(200).optional(),
    search: z.string().max(200).optional(),
    revision: revision.optional(),
    paths: z.array(z.string().max(500)).optional(),
    oneLine: z.boolean().optional(),
    showFiles: z.boolean().optional(),
  }),
  risk: "read",
  describe: ({ since, maximum }) =>
    `Show ${maximum ? `the last ${maximum}` : "recent"} commits${since ? ` since ${since}` : ""}`,
});
