import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { RunItem } from "../../src/incident/run.ts";
import { beginItem, endItem, evidenceOf, outputOf } from "../../src/store/runs.ts";
import { keepPicture, moveToThread, picturesOf, pngOf, rememberFile } from "../../src/store/runs-pictures.ts";
import { withDatabase } from "../database.ts";

const database = withDatabase();
const by = "T1/U1";
const item: RunItem = {
  step: "s1",
  command: 0,
  title: "Look",
  text: "kubectl get pods",
  operation: { name: "kubernetes.get", arguments: { resources: ["pods"] } },
  filters: [{ kind: "head", lines: 3 }],
  target: "kubernetes/web/pods",
  environment: "production",
};
const place = () => ({ incident: randomUUID(), run: 5, item: 0 });

describe("what was run is kept", () => {
  test("who, what exactly, on what, how it ended and what it printed", async () => {
    const at = place();
    expect(await beginItem(database.pool, at, by, item)).toBe(1);
    expect((await evidenceOf(database.pool, at.incident, 5))[0]?.ended).toBeUndefined();
    await endItem(database.pool, at, { outcome: "done", output: "api-1\napi-2\n" });
    const [kept] = await evidenceOf(database.pool, at.incident, 5);
    expect(kept).toMatchObject({ by, title: "Look", command: "kubectl get pods", target: "kubernetes/web/pods" });
    expect(kept?.ended).toMatchObject({ outcome: "done", excerpt: "api-1\napi-2", characters: 12 });
    expect(await outputOf(database.pool, at)).toBe("api-1\napi-2\n");
    const { rows } = await database.pool.query("select operation from evidence where incident = $1", [at.incident]);
    expect(rows[0].operation).toMatchObject({ name: "kubernetes.get", filters: [{ kind: "head", lines: 3 }] });
  });

  test("after a crash it counts how often it began, and what ended stays as it ended", async () => {
    const at = place();
    expect(await beginItem(database.pool, at, by, item)).toBe(1);
    expect(await beginItem(database.pool, at, by, item)).toBe(2);
    await endItem(database.pool, at, { outcome: "done", output: "first" });
    await endItem(database.pool, at, { outcome: "failed", reason: "late", output: "second" });
    expect(await beginItem(database.pool, at, by, item)).toBe(0);
    expect(await outputOf(database.pool, at)).toBe("first");
    expect((await evidenceOf(database.pool, at.incident, 5))[0]?.ended?.outcome).toBe("done");
  });

  test("megabytes are cut to their beginning and their end, which is said, and take little room", async () => {
    const at = place();
    await beginItem(database.pool, at, by, item);
    const output = `first\n${"an ordinary line of a log\n".repeat(100_000)}last`;
    await endItem(database.pool, at, { outcome: "done", cut: "only the first 5 MB", output });
    const kept = await outputOf(database.pool, at);
    expect(kept.length).toBeLessThan(1_000_100);
    expect([kept.startsWith("first"), kept.endsWith("last")]).toEqual([true, true]);
    const [{ ended } = { ended: undefined }] = await evidenceOf(database.pool, at.incident, 5);
    expect(ended?.cut).toBe("only the first 5 MB; the first and the last 500 KB of 2600 KB are kept");
    expect(ended?.excerpt.length).toBeLessThan(9100);
    const { rows } = await database.pool.query("select length(output) as size from evidence where incident = $1", [
      at.incident,
    ]);
    expect(rows[0].size).toBeLessThan(50_000);
  });

  test("signs that Postgres cannot hold, and half a character at the cut, break nothing", async () => {
    const at = place();
    await beginItem(database.pool, at, by, item);
    await endItem(database.pool, at, { outcome: "failed", reason: "a \0 in it", output: `\0${"🦊".repeat(300_000)}` });
    expect(await outputOf(database.pool, at)).toMatch(/^.?🦊/su);
  });

  test("pictures go with it: into the message, or below it", async () => {
    const at = place();
    await beginItem(database.pool, at, by, item);
    const png = new Uint8Array([137, 80, 78, 71]);
    await keepPicture(database.pool, at, { place: 0, alternative: "error rate", png });
    await keepPicture(database.pool, at, { place: 0, alternative: "error rate", png });
    await rememberFile(database.pool, { ...at, place: 0 }, "F1");
    expect(await picturesOf(database.pool, at.incident, 5)).toEqual([
      { item: 0, place: 0, alternative: "error rate", file: "F1", shown: "embedded" },
    ]);
    await moveToThread(database.pool, at.incident, 5);
    expect(await picturesOf(database.pool, at.incident, 5)).toMatchObject([{ file: undefined, shown: "thread" }]);
    expect(await pngOf(database.pool, { ...at, place: 0 })).toEqual(Buffer.from(png));
  });
});
