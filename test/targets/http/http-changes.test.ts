import { describe, expect, test } from "vitest";
import { secretMark } from "../../../src/operation/secret.ts";
import { createHttpFamily } from "../../../src/targets/http/create-http-family.ts";
import type { Changer } from "../../../src/targets/target.ts";
import { mayAlwaysSend } from "../../may-always-send.ts";
import { doing, door, type Stub, siteOf, stubServer } from "./stub-server.ts";

const changer = (operation = "http.request"): Changer =>
  createHttpFamily({ door: door(), lookUp: () => "token-12345" }).changers.find((one) => one.operation === operation)!;
const put = (stub: Stub) => ({
  url: `${stub.url}/api/jobs/7`,
  method: "PUT",
  headers: { Authorization: `Bearer ${secretMark("JOBS_TOKEN")}`, "Content-Type": "application/json" },
  body: '{"interval_minutes": 30}',
});
const siteFor = (stub: Stub) => siteOf({ allowedHosts: [stub.host] });
const changing = (dryRun = false) => ({ ...doing(), dryRun, ...mayAlwaysSend });

describe("a call that changes something", () => {
  test("is shown whole without being sent, and says that its effect is not previewed", async () => {
    const stub = await stubServer((_, response) => response.end());
    const preview = await changer().preview(put(stub), siteFor(stub), doing().signal);
    expect(preview).toMatchObject({
      kind: "preview",
      objects: [
        {
          name: `PUT ${stub.url}/api/jobs/7`,
          changes: [
            { what: "header Authorization", after: "[hidden]" },
            { what: "header Content-Type", after: "application/json" },
            { what: "body", before: "", after: '{"interval_minutes": 30}' },
          ],
        },
      ],
      notPreviewed: [expect.stringContaining("not previewed")],
    });
    expect(stub.requests).toEqual([]);
  });

  test("is sent once each time it is run, with the body that was shown", async () => {
    const stub = await stubServer((_, response) => response.end('{"id":7}'));
    for (const times of [1, 2]) {
      const done = await changer().run(put(stub), { url: put(stub).url }, siteFor(stub), changing());
      expect(done).toMatchObject({
        kind: "done",
        text: expect.stringMatching(/answered 200 OK in \d+ ms\n\{"id":7\}$/),
      });
      expect(stub.requests).toHaveLength(times);
    }
    expect(stub.requests[0]).toMatchObject({ method: "PUT", body: '{"interval_minutes": 30}' });
    expect(stub.requests[0]?.headers.authorization).toBe("Bearer token-12345");
  });

  test.each([
    [409, "not-done"],
    [429, "not-done"],
    [503, "unknown"],
  ])("answered %s is %s and never sent again by itself", async (status, outcome) => {
    const stub = await stubServer((_, response) => response.writeHead(status).end("token-12345 is busy"));
    const run = changer().run(put(stub), { url: put(stub).url }, siteFor(stub), changing());
    await expect(run).rejects.toMatchObject({
      outcome,
      retry: { kind: "never" },
      message: expect.stringContaining("[secret] is busy"),
    });
    expect(stub.requests).toHaveLength(1);
  });

  test("whose answer is lost has an unknown outcome, and looking does not tell", async () => {
    const stub = await stubServer((_, response) => response.socket?.destroy());
    const run = changer().run(put(stub), { url: put(stub).url }, siteFor(stub), changing());
    await expect(run).rejects.toMatchObject({ outcome: "unknown" });
    expect(stub.requests).toHaveLength(1);
    const found = await changer().inspect(put(stub), { url: put(stub).url }, siteFor(stub), doing().signal);
    expect(found.kind).toBe("unclear");
  });

  test("is not sent in a drill", async () => {
    const stub = await stubServer((_, response) => response.end());
    const done = await changer().run(put(stub), { url: put(stub).url }, siteFor(stub), changing(true));
    expect(done).toMatchObject({ kind: "done", text: expect.stringContaining("was not sent") });
    expect(stub.requests).toEqual([]);
  });

  test("to a host outside the catalog is refused before anybody is asked to agree", async () => {
    const stub = await stubServer((_, response) => response.end());
    const refused = { kind: "refused", reason: expect.stringContaining("allowedHosts") };
    expect(await changer().preview(put(stub), siteOf({}), doing().signal)).toMatchObject(refused);
    expect(await changer().run(put(stub), { url: put(stub).url }, siteOf({}), changing())).toMatchObject(refused);
  });

  test("may hide behind GET: an address that says it acts goes the same way", async () => {
    const stub = await stubServer((_, response) => response.end("restarting"));
    const given = { url: `${stub.url}/admin/restart`, method: "GET" };
    const preview = await changer("http.check").preview(given, siteFor(stub), doing().signal);
    expect(preview).toMatchObject({ kind: "preview", objects: [{ name: `GET ${given.url}` }] });
    const done = await changer("http.check").run(given, { url: given.url }, siteFor(stub), changing());
    expect(done).toMatchObject({ kind: "done", text: expect.stringContaining("restarting") });
  });
});
