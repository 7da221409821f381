import { describe, expect, test } from "vitest";
import type { AtDatabase } from "../targets/postgres/postgres-family.ts";
import { type Act, changes, needsOf, reads, rolesFile, withRoles } from "../targets/postgres/roles.ts";

const acts = [...reads, ...changes];

describe("nothing that the changer of roles.sql has is superfluous", () => {
  const database = withRoles();

  test.each(needsOf(acts))("without %s", async (need) => {
    const postgres = database.as("incident_changer");
    const meant = acts.filter(({ needs }) => needs.includes(need));
    if (meant.some(({ operation }) => operation.endsWith("backends"))) await database.busy();
    const exact = (await database.given("incident_changer")).find((one) => one.startsWith(need)) ?? need;
    await database.ask(`revoke ${exact.replace(/ON (\w+_seq)$/, "ON SEQUENCE $1")} from incident_changer`);
    const troubles = await Promise.all(meant.map((act) => troubleOf(postgres, act)));
    await database.ask(rolesFile);
    expect(troubles.join(" ")).toMatch(/denied|insufficient privilege|must be owner|may not|does not exist/);
  });
});

/** What went wrong of an act, in words; empty when all went well. */
async function troubleOf(postgres: AtDatabase, { operation, sql }: Act): Promise<string> {
  try {
    if (operation === "postgres.query") return await postgres.text(operation, { sql });
    const preview = await postgres.preview(operation, { sql });
    if (preview.kind === "refused") return preview.reason;
    const done = await postgres.run(operation, { sql }, preview.pinned);
    return [...preview.warnings, done.kind === "done" ? done.text : done.reason].join(" ");
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
