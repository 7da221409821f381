import { channel } from "node:diagnostics_channel";
import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { sendOnce } from "../../src/clients/pagerduty-wire.ts";

/** A server that answers everything with one status, these headers and `{}`, and counts. */
async function answering(status: number, headers: Record<string, string> = {}) {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.writeHead(status, headers).end("{}");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const ask = () => sendOnce({ method: "GET", url: `http://127.0.0.1:${port}/users`, token: "t", timeoutMs: 5000 });
  return { ask, requests: () => requests };
}

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;

test("a request leaves no timer behind that would keep the process alive", async () => {
  const before = timers();
  const { ask } = await answering(200);
  expect(await ask()).toEqual({ kind: "json", status: 200, body: {} });
  expect(timers()).toBe(before);
});

test("a 429 is sent once, though the SDK would send it four times", async () => {
  const { ask, requests } = await answering(429, { "ratelimit-reset": "7" });
  expect(await ask()).toEqual({ kind: "rate-limited", resetSeconds: 7 });
  expect(await ask()).toEqual({ kind: "rate-limited", resetSeconds: 7 });
  expect(requests()).toBe(2);
});

test.each([{ headers: {} }, { headers: { "ratelimit-reset": "soon" } }])(
  "a 429 may name no time that can be read: %o",
  async ({ headers }) => {
    const { ask } = await answering(429, headers);
    expect(await ask()).toEqual({ kind: "rate-limited", resetSeconds: undefined });
  },
);

test("one request's 429 is not another's", async () => {
  const [limited, well] = [await answering(429), await answering(200)];
  const answers = await Promise.all([limited.ask(), well.ask(), limited.ask(), well.ask()]);
  expect(answers.map(({ kind }) => kind)).toEqual(["rate-limited", "json", "rate-limited", "json"]);
});

test("nothing goes on listening once it is answered", async () => {
  const { ask } = await answering(200);
  await ask();
  expect(channel("http.client.response.finish").hasSubscribers).toBe(false);
});
