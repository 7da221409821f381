import { afterAll, beforeAll, expect, test } from "vitest";
import { withDatabase } from "../../database.ts";
import { atDatabase } from "./postgres-family.ts";

const database = withDatabase();
const postgres = atDatabase(() => database.url);
const describe = (given: object) => postgres.text("postgres.describe", given);

beforeAll(async () => {
  await database.pool.query(`
    create schema shop;
    create table shop.sponsors (id int generated always as identity primary key, name varchar(40) not null unique);
    create table shop.campaigns (id int primary key, sponsor_id int references shop.sponsors(id) on delete cascade,
      budget numeric(10,2) default 0, check (budget >= 0));
    create table shop."we""ird; drop table x" (a int);`);
});

afterAll(() => postgres.close());

test("a table is shown column by column, with its indexes and constraints, as psql shows it", async () => {
  expect(await describe({ what: "object", pattern: "shop.campaigns" })).toBe(
    `
                   Table "shop.campaigns"
   Column   |     Type      | Collation | Nullable | Default 
------------+---------------+-----------+----------+---------
 id         | integer       |           | not null | 
 sponsor_id | integer       |           |          | 
 budget     | numeric(10,2) |           |          | 0
Indexes:
    "campaigns_pkey" PRIMARY KEY, btree (id)
Check constraints:
    "campaigns_budget_check" CHECK (budget >= 0::numeric)
Foreign-key constraints:
    "campaigns_sponsor_id_fkey" FOREIGN KEY (sponsor_id) REFERENCES shop.sponsors(id) ON DELETE CASCADE`.slice(1),
  );
});

test("who refers to a table is said, and what its identity is", async () => {
  const text = await describe({ what: "object", pattern: "shop.sponsors" });
  expect(text).toContain("generated always as identity");
  expect(text).toContain('"sponsors_name_key" UNIQUE CONSTRAINT, btree (name)');
  expect(text).toContain('TABLE "shop.campaigns" CONSTRAINT "campaigns_sponsor_id_fkey"');
});

test("patterns have psql's wildcards and fold to lower case outside quotes", async () => {
  expect(await describe({ what: "tables", pattern: "SHOP.*" })).toMatch(/campaigns[\s\S]*sponsors[\s\S]*\(3 rows\)/);
  expect(await describe({ what: "tables", pattern: '"SHOP".*' })).toBe('Did not find any relation named ""SHOP".*".');
});

test("a name with quotes is found as it is and runs nothing", async () => {
  expect(await describe({ what: "object", pattern: 'shop."we""ird*' })).toContain("Did not find");
  expect(await describe({ what: "object", pattern: "shop.we*" })).toContain('Table "shop.we"ird; drop table x"');
});

test.each(["indexes", "views", "sequences", "schemas", "functions", "roles", "databases", "extensions", "object"])(
  "%s are listed under their title",
  async (what) => {
    expect(await describe({ what })).toMatch(/^ *List of |^Did not find any relations/);
  },
);

test("a connection is told without where it leads", async () => {
  const text = await describe({ what: "connection" });
  expect(text).toMatch(/^You are connected to database "incident_test_\w+" as user "\w+"\.$/);
  expect(text).not.toMatch(/127\.0\.0\.1|localhost/);
});
