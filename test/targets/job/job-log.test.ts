import { expect, test } from "vitest";
import { createKubernetesDoor } from "../../../src/clients/kubernetes.ts";
import { createJobLog } from "../../../src/targets/job/job-log.ts";
import { jobPlace } from "../../../src/targets/job/job-place.ts";
import { jobSite } from "./job-site.ts";

const place = jobPlace({ program: "alembic", arguments: [] }, jobSite("production"));
const door = createKubernetesDoor({ kind: "server", url: "http://127.0.0.1:9", token: "none" });
const signal = AbortSignal.timeout(10_000);

async function* printing(text: string): AsyncGenerator<string> {
  yield text;
}

async function endOf(text: string): Promise<string> {
  if (place.kind === "refused") throw new Error(place.reason);
  const log = createJobLog({ ...door, stream: () => printing(text) }, place, () => undefined);
  await log.follow("ic-x-1-abcde", signal);
  return log.end("ic-x-1-abcde", signal);
}

const filler = (length: number): string => `${"x".repeat(99)}\n`.repeat(Math.ceil(length / 100)).slice(-length);

test("a secret is not laid open where the end of a long log is cut from its beginning", async () => {
  for (const after of [14_985, 14_990, 14_995, 14_999]) {
    const end = await endOf(`${filler(40_000)}\ndb password=hunter2hunter2\n${filler(after)}`);
    expect(end).toMatch(/^\(the last \d+ characters of what it printed\)/);
    expect(end).not.toMatch(/hunter2|unter2|nter2/);
    expect(end.length).toBeLessThan(15_100);
  }
});

test("a short log is told whole, without its secrets", async () => {
  expect(await endOf("one\ndb password=hunter2hunter2\n")).toBe("one\ndb password=[secret]");
  expect(await endOf("")).toBe("It printed nothing.");
});
