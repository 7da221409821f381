import { describe, expect, test } from "vitest";
import { secretMark } from "../../../src/operation/secret.ts";
import { createHttpFamily } from "../../../src/targets/http/create-http-family.ts";
import { createTargets } from "../../../src/targets/targets.ts";
import { doing, door, siteOf, stubServer } from "./stub-server.ts";

const family = () =>
  createTargets(async () => [
    createHttpFamily({ door: door(), lookUp: (name) => (name === "JOBS_TOKEN" ? 'to"ken/+12345' : undefined) }),
  ]);
const read = async (operation: string, given: object, site: ReturnType<typeof siteOf>) => {
  const output = await (await family().reader(operation))?.run(given, site, doing());
  if (!output || "kind" in output) throw new Error(output?.reason ?? "no such reader");
  return output;
};

describe("a health check is one line", () => {
  const health = (url: string) => siteOf({ healthChecks: [{ name: "API", url: `${url}/health` }] });

  test("with name, status, time and what it says; filters get the body alone", async () => {
    const stub = await stubServer((_, response) => response.end('{ "status": "ok" }'));
    const output = await read("http.check", { url: `${stub.url}/health`, method: "GET" }, health(stub.url));
    expect(output.text).toMatch(/^API {2}200 {2}\d+ ms {2}\{"status":"ok"\}$/);
    expect(output.piped).toBe('{ "status": "ok" }');
  });

  test("long JSON is summed up by what its parts say, and follows whole", async () => {
    const body = JSON.stringify({
      status: "degraded",
      notes: "x".repeat(200),
      checks: { database: { status: "down", ms: 3 }, redis: { status: "ok" }, list: [1, 2] },
    });
    const stub = await stubServer((_, response) => response.writeHead(503).end(body));
    const output = await read("http.check", { url: `${stub.url}/health`, method: "GET" }, health(stub.url));
    const [line, ...rest] = output.text.split("\n");
    expect(line).toMatch(/^API {2}503 {2}\d+ ms {2}status=degraded, database=down, redis=ok$/);
    expect(rest.join("\n")).toBe(body);
  });

  test("text that only looks like markup stays text", async () => {
    const stub = await stubServer((_, response) => response.end("<!channel> *down*"));
    const output = await read("http.check", { url: `${stub.url}/health`, method: "GET" }, health(stub.url));
    expect(output.text).toMatch(/OK\n<!channel> \*down\*$/);
  });
});

describe("an API is printed as curl prints it", () => {
  test("what the runbook asks of the headers is sent, and cookies are hidden", async () => {
    const stub = await stubServer((_, response) =>
      response.setHeader("set-cookie", ["a=secret1", "b=secret2"]).end('{"jobs":[]}'),
    );
    const given = {
      url: `${stub.url}/api/jobs`,
      method: "GET",
      headers: { Accept: "application/json" },
      showHeaders: true,
    };
    const output = await read("http.request", given, siteOf({ allowedHosts: [stub.host] }));
    expect(output.text).toMatch(/^HTTP\/1.1 200 OK\nset-cookie: \[hidden\]\nset-cookie: \[hidden\]\n/);
    expect(output.text).toMatch(/\n\n\{"jobs":\[\]\}$/);
    expect(stub.requests[0]?.headers.accept).toBe("application/json");
  });

  test.each(["HEAD", "OPTIONS"])("%s shows the headers of an empty answer", async (method) => {
    const stub = await stubServer((_, response) => response.setHeader("allow", "GET").end());
    const given = { url: stub.url, method, showHeaders: true };
    expect((await read("http.request", given, siteOf({ allowedHosts: [stub.host] }))).text).toContain("allow: GET");
  });

  test("bytes that are no UTF-8 are marked, and what is no text is named", async () => {
    const stub = await stubServer((request, response) =>
      response.end(Buffer.from(request.url === "/text" ? [0x61, 0xff, 0x62] : [0x61, 0x00])),
    );
    const site = siteOf({ allowedHosts: [stub.host] });
    expect((await read("http.request", { url: `${stub.url}/text`, method: "GET" }, site)).text).toBe("a\ufffdb");
    expect((await read("http.request", { url: stub.url, method: "GET" }, site)).text).toMatch(/^\[2 bytes/);
  });

  test("10 MB on one line are cut, and that is said", async () => {
    const stub = await stubServer((_, response) => response.end("x".repeat(10_000_000)));
    const output = await read("http.request", { url: stub.url, method: "GET" }, siteOf({ allowedHosts: [stub.host] }));
    expect(output.text).toHaveLength(5_000_000);
    expect(output.cut).toBe("the first 5 MB of 10 MB");
  });
});

describe("secrets", () => {
  const given = (url: string) => ({
    url,
    method: "GET",
    headers: { Authorization: `Bearer ${secretMark("JOBS_TOKEN")}` },
  });

  test("are put in when it is sent, and taken out of what comes back in any of its forms", async () => {
    const stub = await stubServer((request, response) => {
      const token = String(request.headers.authorization).replace("Bearer ", "");
      const forms = [token, encodeURIComponent(token), Buffer.from(token).toString("base64"), JSON.stringify(token)];
      response.setHeader("x-echo", token).end(forms.join("\n"));
    });
    const output = await read(
      "http.request",
      { ...given(stub.url), showHeaders: true },
      siteOf({ allowedHosts: [stub.host] }),
    );
    expect(stub.requests[0]?.headers.authorization).toBe('Bearer to"ken/+12345');
    expect(output.text).toContain("x-echo: [secret]");
    expect(output.text).toMatch(/\[secret\]\n\[secret\]\n\[secret\]\n"\[secret\]"$/);
    expect(output.text).not.toContain("ken/");
  });

  test("that are not set refuse the call", async () => {
    const stub = await stubServer((_, response) => response.end());
    const other = { ...given(stub.url), headers: { "X-Key": secretMark("OTHER") } };
    const output = await (await family().reader("http.request"))?.run(
      other,
      siteOf({ allowedHosts: [stub.host] }),
      doing(),
    );
    expect(output).toMatchObject({ kind: "refused", reason: expect.stringContaining("X-Key") });
    expect(stub.requests).toEqual([]);
  });
});
