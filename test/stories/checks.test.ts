import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message } from "../../src/sandbox/slack/state/types.ts";
import { createTimeMachine } from "../../src/sandbox/time-machine.ts";
import { replanChecks } from "../../src/store/check-jobs.ts";
import { withDatabase } from "../database.ts";
import { type Company, impatient, openCompany, words } from "./company.ts";

const database = withDatabase();
const time = createTimeMachine(1, Date.now);
const runbooks = fileURLToPath(new URL("../../runbooks", import.meta.url));
let company: Company;

const open = () => openCompany(database.url, "http", {}, runbooks, { ...impatient, time });

beforeAll(async () => {
  company = await open();
});
afterAll(() => company.stop());

const dayMs = 86_400_000;
const now = (): number => Date.parse(time.incidentTime(new Date().toISOString()));

/** Moves on to the next time that a clock in UTC shows this, and a minute. */
async function passUntil(hour: number): Promise<void> {
  const midnight = Math.floor(now() / dayMs) * dayMs;
  const next = [midnight, midnight + dayMs].map((day) => day + hour * 3_600_000).find((at) => at > now()) ?? 0;
  time.skip((next - now()) / 60_000 + 1);
  await replanChecks(database.pool, time);
}

const rounds = (channel: string, list: string): readonly Message[] =>
  company.slack.messages(company.slack.channelByName(channel)?.id ?? "").filter((one) => words(one).includes(list));

const round = (shown: RegExp, at = 0, list = "Podcast Analytics: Daily checks"): Promise<Message> =>
  company.slack.waitFor(
    () => {
      const one = rounds("podcast-analytics", list)[at];
      return one && shown.test(words(one)) ? one : undefined;
    },
    `a round of ${list} that says ${shown}`,
    15_000,
  );

/** Every plan has been made: there is something for each schedule of the five services. */
const planned = () =>
  expect
    .poll(
      async () => {
        const { rows } = await database.pool.query<{ count: string }>(
          "select count(*) from graphile_worker._private_jobs where key like 'check:%'",
        );
        return Number(rows[0]?.count);
      },
      { timeout: 15_000 },
    )
    .toBeGreaterThanOrEqual(10);

describe("the daily checks of a service", () => {
  test("stand in its channel at eight, with a box for each, and say who ticked it", async () => {
    await planned();
    await passUntil(8);
    const posted = await round(/\*0 of 2\* done.*backup of 02:00 UTC.*error rate is below 1 %/s);
    await company.slack.as("ben").click(posted, "tick-check", { blockId: box(posted, "backup") });
    const ticked = await round(/\*1 of 2\* done.*✅ The backup.*U0BEN/s);
    expect(words(ticked)).not.toContain("carried over");
  });

  test("Untick clears it, and somebody else may tick it", async () => {
    const ticked = await round(/\*1 of 2\* done/);
    await company.slack.as("ada").click(ticked, "untick-check", { blockId: box(ticked, "backup") });
    const cleared = await round(/\*0 of 2\* done/);
    await company.slack.as("ada").click(cleared, "tick-check", { blockId: box(cleared, "backup") });
    await round(/\*1 of 2\* done.*U0ADA/s);
  });

  test("a guest does not tick", async () => {
    const posted = await round(/\*1 of 2\* done/);
    company.slack.bringIn("gus", "podcast-analytics");
    await company.slack.as("gus").click(posted, "tick-check", { blockId: box(posted, "error rate") });
    const { id } = company.slack.person("gus");
    const told = () => rounds("podcast-analytics", "Guests cannot").find(({ visibleTo }) => visibleTo === id);
    await company.slack.waitFor(told, "a guest told", 15_000);
    expect(words(await round(/done/))).toContain("1 of 2");
  });

  test("what is left undone is carried over, and the list before says so and takes no more ticks", async () => {
    await passUntil(8);
    const next = await round(/\*0 of 2\* done.*1 carried over.*error rate.*not done since/s, 1);
    expect(words(next)).not.toMatch(/backup[^"]*not done since/);
    const before = await round(/carried over to the next round/);
    expect(JSON.stringify(before.blocks)).not.toContain("tick-check");
    expect(rounds("podcast-analytics", "Daily checks")).toHaveLength(2);
  });

  test("a post whose answer is lost is found again, and stands there once", async () => {
    company.slack.faults.add({ method: "chat.postMessage", kind: "drop-after-performing", times: 1 });
    await passUntil(8);
    await round(/\*0 of 2\* done.*2 carried over/s, 2);
    const settled = () => database.pool.query("select 1 from messages where surface = 'checks' and state <> 'sent'");
    await expect.poll(async () => (await settled()).rowCount, { timeout: 15_000 }).toBe(0);
    expect(rounds("podcast-analytics", "Daily checks")).toHaveLength(3);
  });

  test("three days away make one list, which says how late it is", async () => {
    await company.services.stop();
    time.skip(3 * 24 * 60 + 90);
    await replanChecks(database.pool, time);
    const { slack } = company;
    const before = company;
    company = await open();
    await before.slack.stop();
    await before.pager.stop();
    expect(slack).not.toBe(company.slack);
    const late = await round(/late: I was away.*2 carried over/s);
    expect(words(late)).toMatch(/posted 1 h 3\d min late/);
    expect(rounds("podcast-analytics", "Daily checks")).toHaveLength(1);
  });

  test("a round that is over and whose message is gone is not posted again", async () => {
    // The new workspace knows nothing of the messages before it.
    const gone = () =>
      company.slack.calls.find(
        ({ method, outcome, args }) =>
          method === "chat.update" &&
          outcome === "message_not_found" &&
          JSON.stringify(args).includes("Podcast Analytics: Daily checks"),
      );
    await company.slack.waitFor(gone, "an edit of a message that is gone", 15_000);
    const due = () => database.pool.query("select 1 from graphile_worker._private_jobs where run_at <= now()");
    await expect.poll(async () => (await due()).rowCount, { timeout: 15_000 }).toBe(0);
    expect(rounds("podcast-analytics", "Daily checks")).toHaveLength(1);
  });
});

/** The id of the block that holds these words. */
function box(message: Message, text: string): string {
  const id = message.blocks
    .filter((one) => JSON.stringify(one).includes(text))
    .map((one) => String(one.block_id))
    .find((one) => one.startsWith("check-"));
  if (id === undefined) throw new Error(`no box says ${text}`);
  return id;
}
