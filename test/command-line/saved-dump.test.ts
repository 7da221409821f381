import { expect, test } from "vitest";
import { readCommands } from "../../src/command-line/read-commands.ts";
import { noContext } from "../../src/command-line/reading.ts";
import { savedFileAt } from "../../src/operation/saved-file.ts";

const read = (text: string, savesDumps = true) => readCommands(text, { ...noContext, savesDumps }).entries[0]?.reading;

test.each([
  ["pg_dump -U postgres shop > shop.sql", ["-U", "postgres", "shop"], "shop.sql"],
  ["pg_dump shop | gzip > shop_$(date +%Y%m%d).sql.gz", ["shop", "--compress=6"], "shop_$(date +%Y%m%d).sql.gz"],
  ['pg_dump -Fc shop > "shop.dump"', ["-Fc", "shop"], "shop.dump"],
])("%s is a Job that saves where the catalog says, and manual where it says nothing", (text, words, saveTo) => {
  expect(read(text)).toMatchObject({
    ...{ kind: "job", risk: "destructive" },
    operation: { name: "job.run", arguments: { program: "pg_dump", arguments: words, saveTo } },
  });
  expect(read(text, false)).toMatchObject({
    kind: "manual",
    reason: expect.stringContaining("kubernetes.jobs.destination"),
  });
});

test.each([
  "pg_dump shop",
  "pg_dump shop > /etc/passwd",
  "pg_dump shop > ../x.sql",
  "pg_dump shop > .bashrc",
  "pg_dump shop > a.sql > b.sql",
  "pg_dump shop >> a.sql",
  "pg_dump shop > x_$(reboot).sql",
  "pg_dump shop > x_$(date +%Y; reboot).sql",
  "pg_dump shop > x_`date`.sql",
  "pg_dump shop > $FILE",
  "pg_dump shop > a.sql | gzip > b.gz",
  "pg_dump -Fc shop | gzip > b.gz",
  "pg_dump --file=x shop > y.sql",
  "pg_dump shop | gzip -9 > b.gz",
  "pg_dump shop | sh > b.gz",
  "PGPASSWORD=hunter22 pg_dump shop > a.sql",
  "pg_dump $(cat name) > a.sql",
  "evil > a.sql",
])("%s stays manual", (text) => expect(read(text)).toMatchObject({ kind: "manual" }));

test("a database's address with its password is no argument", () =>
  expect(read("pg_dump postgres://u:hunter22@db/shop > a.sql")).toMatchObject({
    kind: "manual",
    reason: expect.stringContaining("kubernetes.jobs.secrets"),
  }));

test("the time in a name is the moment of the preview, in UTC", () => {
  const now = Date.parse("2026-11-21T08:05:09Z");
  expect(savedFileAt("a_$(date +%Y%m%d_%H%M%S)-$(date +%s).gz", now)).toBe("a_20261121_080509-1795248309.gz");
  expect(savedFileAt("a_$(date +%F).gz", now)).toBe("a_2026-11-21.gz");
});
