import { channel } from "node:diagnostics_channel";
import { expect, test } from "vitest";
import { sendOnce } from "../../src/clients/pagerduty-wire.ts";
import { answering } from "./pager-setup.ts";

async function asking(status: number, headers: Record<string, string> = {}) {
  const { url, requests } = await answering(status, "{}", headers);
  return { requests, ask: () => sendOnce({ method: "GET", url: `${url}/users`, token: "t", timeoutMs: 5000 }) };
}

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;

test("an answer leaves no timer behind that would keep the process alive, nor does a 429 or no answer at all", async () => {
  const before = timers();
  const [well, limited] = [await asking(200), await asking(429)];
  expect(await well.ask()).toEqual({ kind: "json", status: 200, body: {} });
  await limited.ask();
  const nobody = { method: "GET", url: "http://127.0.0.1:1/users", token: "t", timeoutMs: 5000 } as const;
  expect(await sendOnce(nobody)).toMatchObject({ kind: "unreachable" });
  expect(timers()).toBe(before);
});

test("a 429 is sent once, though the SDK would send it four times", async () => {
  const { ask, requests } = await asking(429, { "ratelimit-reset": "7" });
  expect(await ask()).toEqual({ kind: "rate-limited", resetSeconds: 7 });
  expect(await ask()).toEqual({ kind: "rate-limited", resetSeconds: 7 });
  expect(requests).toHaveLength(2);
});

test.each([{ headers: {} }, { headers: { "ratelimit-reset": "soon" } }])(
  "a 429 may name no time that can be read: %o",
  async ({ headers }) => {
    const { ask } = await asking(429, headers);
    expect(await ask()).toEqual({ kind: "rate-limited", resetSeconds: undefined });
  },
);

test("one request's 429 is not another's", async () => {
  const [limited, well] = [await asking(429), await asking(200)];
  const answers = await Promise.all([limited.ask(), well.ask(), limited.ask(), well.ask()]);
  expect(answers.map(({ kind }) => kind)).toEqual(["rate-limited", "json", "rate-limited", "json"]);
});

test("nothing goes on listening once it is answered", async () => {
  const { ask } = await asking(200);
  await ask();
  expect(channel("http.client.response.finish").hasSubscribers).toBe(false);
});
