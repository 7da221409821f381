import { expect, test } from "vitest";
import { allowsProgram } from "../../src/catalog/allows-program.ts";

const programs = ["./scripts/", "alembic", "psql -f migrations/", "npm audit"];

test.each(["./scripts/x.sh", "./scripts/a/b.sh --all", "alembic current", "psql -f migrations/1.sql", "npm audit fix"])(
  "%s may run as a Job",
  (line) => expect(allowsProgram(programs, line.split(" "))).toBe(true),
);

test.each([
  "./scripts/../../bin/sh",
  "./scripts/a/../../x",
  "./scripts/",
  "./scriptsx/a.sh",
  "/scripts/x.sh",
  "alembic-evil current",
  "./alembic",
  "psql -c DROP -f migrations/1.sql",
  "psql -f migrations/../1.sql",
  "psql -f",
  "npm run audit",
  "",
])("%j may not", (line) => expect(allowsProgram(programs, line.split(" "))).toBe(false));

test("no word hides inside another", () => expect(allowsProgram(programs, ["psql -f migrations/1.sql"])).toBe(false));

test("nothing is allowed where nothing is listed", () => expect(allowsProgram([], ["alembic"])).toBe(false));
