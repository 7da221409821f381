import { describe, expect, test } from "vitest";
import type { Json, Preview } from "../../../src/targets/target.ts";
import { mayAlwaysSend } from "../../may-always-send.ts";
import { doing, siteOf, stubServer } from "../http/stub-server.ts";
import { familyAt, read, startedAt, story } from "./story.ts";

const given = {
  matchers: [
    { name: "alertname", value: "High.*", isRegex: true },
    { name: "severity", value: "info", isEqual: false },
  ],
  duration: "2h",
  comment: "known: the deploy is being rolled back",
};
const silence = (now = () => startedAt) => familyAt(now).changers[0]!;
const changing = (dryRun = false) => ({ ...doing(), dryRun, ...mayAlwaysSend });
const previewed = async (site: ReturnType<typeof siteOf>, more: object = {}): Promise<Preview> => {
  const preview = await silence().preview({ ...given, ...more }, site, doing().signal);
  if (preview.kind === "refused") throw new Error(preview.reason);
  return preview;
};
const pinned: Json = { startsAt: "2026-11-21T15:20:00.000Z", endsAt: "2026-11-21T17:20:00.000Z" };

describe("a silence", () => {
  test("is shown with its labels, its end and what it would hold back now, and nothing is silenced yet", async () => {
    const { site, family } = await story();
    const preview = await previewed(site);
    expect(preview.objects[0]?.changes.map(({ what, after }) => [what, after])).toEqual([
      ["alerts with", 'alertname=~"High.*", severity!="info"'],
      ["from", "the moment it runs"],
      ["until", "2026-11-21 17:20 UTC"],
      ["silenced now", "1: HighErrorRate"],
      ["comment", given.comment],
    ]);
    expect((await read(family, "alertmanager.alerts", {}, site)).text).not.toContain("suppressed");
  });

  test("holds back what fits it, and is made once however often it is run", async () => {
    const { site, family } = await story();
    const first = await silence().run(given, pinned, site, changing());
    expect(first).toMatchObject({ kind: "done", text: expect.stringContaining("until 2026-11-21 17:20 UTC") });
    const second = await silence().run(given, pinned, site, changing());
    expect(second).toMatchObject({ kind: "done", text: expect.stringContaining("already") });
    const { text } = await read(family, "alertmanager.alerts", {}, site);
    expect(text).toMatch(/suppressed +HighErrorRate/);
    expect(text).toMatch(/active +ElevatedLatency/);
    expect(await silence().verify(given, pinned, site, doing())).toMatchObject({
      kind: "verified",
      text: expect.stringContaining("active until 2026-11-21 17:20 UTC"),
    });
  });

  test("ends when it was agreed to end, however late it is approved", async () => {
    const { site } = await story();
    const late = await silence(() => startedAt + 3 * 3_600_000).run(given, pinned, site, changing());
    expect(late).toMatchObject({ kind: "refused", reason: expect.stringContaining("over") });
  });

  test("made in a maintenance window ends with it, and that is said; one that ends earlier is left as it is", async () => {
    const { site } = await story();
    const windowAt = () => ({ name: "Night", until: "2026-11-21T16:00:00.000Z" });
    const preview = await previewed({ ...site, windowAt });
    expect(preview.pinned).toMatchObject({ endsAt: "2026-11-21T16:00:00.000Z" });
    expect(preview.warnings).toEqual([
      "It ends with the maintenance window Night, and not at 2026-11-21 17:20 UTC as was asked.",
    ]);
    const short = await previewed({ ...site, windowAt }, { duration: "10m" });
    expect(short).toMatchObject({ pinned: { endsAt: "2026-11-21T15:30:00.000Z" }, warnings: [] });
  });

  test("is the same request while the clock and the alerts move, and another one with other labels", async () => {
    const { site, world } = await story();
    const before = await previewed(site);
    world.isBad = false;
    const later = await silence(() => startedAt + 60_000).preview(given, site, doing().signal);
    expect(later).toMatchObject({ fingerprint: before.fingerprint });
    const other = await previewed(site, { matchers: [{ name: "alertname", value: "Other" }] });
    expect(other.fingerprint).not.toEqual(before.fingerprint);
    expect(other.warnings).toEqual([expect.stringContaining("No alert fits it")]);
  });

  test.each([
    [{ duration: undefined }, "needs an end"],
    [{ endsAt: "2026-11-21T15:00:00Z" }, "over before it begins"],
    [{ startsAt: "soon" }, "startsAt"],
    [{ endsAt: "later" }, "endsAt"],
  ])("with %j is refused", async (more, words) => {
    const { site } = await story();
    const preview = await silence().preview({ ...given, ...more }, site, doing().signal);
    expect(preview).toMatchObject({ kind: "refused", reason: expect.stringContaining(words) });
  });

  test("longer than a day is warned of", async () => {
    const { site } = await story();
    expect((await previewed(site, { duration: "2d" })).warnings).toEqual([
      expect.stringContaining("longer than a day"),
    ]);
  });

  test("is looked for after a crash", async () => {
    const { site } = await story();
    expect(await silence().inspect(given, pinned, site, doing().signal)).toMatchObject({ kind: "not-done" });
    expect(await silence().verify(given, pinned, site, doing())).toMatchObject({ kind: "failed" });
    await silence().run(given, pinned, site, changing());
    expect(await silence().inspect(given, pinned, site, doing().signal)).toMatchObject({ kind: "done" });
  });

  test("is not made in a drill", async () => {
    const { site } = await story();
    expect(await silence().run(given, pinned, site, changing(true))).toMatchObject({
      kind: "done",
      text: expect.stringContaining("Drill"),
    });
    expect(await silence().inspect(given, pinned, site, doing().signal)).toMatchObject({ kind: "not-done" });
  });

  test("whose answer breaks may have been made", async () => {
    const stub = await stubServer((request, response) =>
      request.method === "POST" ? response.writeHead(500).end() : response.end("[]"),
    );
    const site = siteOf({ alertmanager: { name: "Alertmanager", url: stub.url } });
    await expect(silence().run(given, pinned, site, changing())).rejects.toMatchObject({ outcome: "unknown" });
  });
});

describe("the end of a silence", () => {
  const ending = (now = startedAt) => familyAt(() => now).changers[1]!;
  const made = async (site: ReturnType<typeof siteOf>) => {
    const done = await silence().run(given, pinned, site, changing());
    const undo = done.kind === "done" ? done.undo : undefined;
    return { name: undo?.name, id: undo?.arguments ?? {} };
  };

  test("is offered as the undo of the silence, and shows which alerts are told again", async () => {
    const { site } = await story();
    const { name, id } = await made(site);
    expect(name).toBe("alertmanager.expire-silence");
    const preview = await ending().preview(id, site, doing().signal);
    expect(preview).toMatchObject({
      kind: "preview",
      objects: [
        {
          changes: [
            { what: "alerts with", before: 'alertname=~"High.*", severity!="info"' },
            { what: "until", before: "2026-11-21 17:20 UTC", after: "the moment it runs" },
            { what: "told again", after: "1: HighErrorRate" },
            { what: "comment", before: given.comment },
          ],
        },
      ],
    });
  });

  test("happens once, is read back, and its undo is the same silence until the same end", async () => {
    const { site, family } = await story();
    const { id } = await made(site);
    const preview = await ending().preview(id, site, doing().signal);
    if (preview.kind === "refused") throw new Error(preview.reason);
    expect(await ending().inspect(id, preview.pinned, site, doing().signal)).toMatchObject({ kind: "not-done" });
    expect(await ending().run(id, preview.pinned, site, changing(true))).toMatchObject({
      text: expect.stringContaining("Drill"),
    });
    const done = await ending().run(id, preview.pinned, site, changing());
    expect((await read(family, "alertmanager.alerts", {}, site)).text).not.toContain("suppressed");
    expect(await ending().verify(id, preview.pinned, site, doing())).toMatchObject({ kind: "verified" });
    expect(await ending().inspect(id, preview.pinned, site, doing().signal)).toMatchObject({ kind: "done" });
    const again = await ending().run(id, preview.pinned, site, changing());
    expect(again).toEqual({ kind: "done", text: expect.stringContaining("over already; nothing was sent") });
    expect(await ending().preview(id, site, doing().signal)).toMatchObject({ reason: expect.stringContaining("over") });
    const undo = done.kind === "done" ? done.undo : undefined;
    expect(undo).toMatchObject({ name: "alertmanager.silence", arguments: { endsAt: "2026-11-21T17:20:00.000Z" } });
    const back = await silence().preview(undo?.arguments ?? {}, site, doing().signal);
    if (back.kind === "refused") throw new Error(back.reason);
    await silence().run(undo?.arguments ?? {}, back.pinned, site, changing());
    expect((await read(family, "alertmanager.alerts", {}, site)).text).toMatch(/suppressed +HighErrorRate/);
  });

  test.each([
    ["../alerts", "is not the id of a silence"],
    ["", "is not the id of a silence"],
  ])("whose id is %j is none", async (id, words) => {
    const { site } = await story();
    await expect((async () => ending().preview({ id }, site, doing().signal))()).rejects.toThrow(words);
  });

  test("of which Alertmanager knows nothing is refused", async () => {
    const { site } = await story();
    expect(await ending().preview({ id: "nobody" }, site, doing().signal)).toEqual({
      kind: "refused",
      reason: "Alertmanager knows no silence nobody",
    });
  });
});
