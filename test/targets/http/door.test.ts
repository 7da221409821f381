import { describe, expect, test } from "vitest";
import type { HttpCall } from "../../../src/clients/http.ts";
import { kindOfAddress } from "../../../src/clients/http-address.ts";
import { door, stubServer } from "./stub-server.ts";

const call = (url: string, more: Partial<HttpCall> = {}): HttpCall => ({
  url,
  method: "GET",
  timeoutMs: 5000,
  maxBytes: 1000,
  signal: new AbortController().signal,
  service: "http",
  ...more,
});
const at = (address: string) => async () => [{ address, family: address.includes(":") ? 6 : 4 }];

describe("where a call may go", () => {
  test.each([
    ["169.254.169.254", "forbidden"],
    ["::ffff:169.254.169.254", "forbidden"],
    ["64:ff9b::a9fe:a9fe", "forbidden"],
    ["fd00:ec2::254", "forbidden"],
    ["fe80::1", "forbidden"],
    ["224.0.0.1", "forbidden"],
    ["ff02::1", "forbidden"],
    ["0.0.0.0", "forbidden"],
    ["::", "forbidden"],
    ["255.255.255.255", "forbidden"],
    ["not an address", "forbidden"],
    ["10.1.2.3", "private"],
    ["::ffff:10.1.2.3", "private"],
    ["192.168.1.1", "private"],
    ["127.0.0.1", "private"],
    ["::1", "private"],
    ["fd12:3456::1", "private"],
    ["93.184.216.34", "public"],
    ["2606:2800:220:1::1", "public"],
  ])("%s is %s", (address, kind) => expect(kindOfAddress(address)).toBe(kind));

  test("a host that the catalog does not name is not called", async () => {
    const stub = await stubServer((_, response) => response.end("hello"));
    const outcome = await door().call(call(stub.url), { own: [], listed: ["api.example.com"] });
    expect(outcome).toMatchObject({ kind: "refused", reason: expect.stringContaining("allowedHosts") });
    expect(stub.requests).toEqual([]);
  });

  test("a listed name that leads inside the network is not called, whatever DNS says", async () => {
    const stub = await stubServer((_, response) => response.end("inside"));
    const host = `status.example.com:${stub.port}`;
    const outcome = await door(at("127.0.0.1")).call(call(`http://${host}/`), { own: [], listed: [host] });
    expect(outcome).toMatchObject({ kind: "refused", reason: expect.stringContaining("127.0.0.1") });
    expect(stub.requests).toEqual([]);
  });

  test("the service's own host may be inside the network", async () => {
    const stub = await stubServer((_, response) => response.end("inside"));
    const host = `api.example.com:${stub.port}`;
    const outcome = await door(at("127.0.0.1")).call(call(`http://${host}/`), { own: [host], listed: [] });
    expect(outcome).toMatchObject({ kind: "answered", status: 200 });
  });

  test("no host leads to the cloud's metadata, not even the service's own, not even written as an address", async () => {
    for (const host of ["api.example.com", "169.254.169.254", "[fe80::1]"]) {
      const outcome = await door(at("169.254.169.254")).call(call(`http://${host}/latest/meta-data`), {
        own: [host],
        listed: [host],
      });
      expect(outcome).toMatchObject({ kind: "refused", reason: expect.stringContaining("never reached") });
    }
  });

  test("one good address beside a bad one does not help", async () => {
    const both = async () => [
      { address: "93.184.216.34", family: 4 },
      { address: "169.254.169.254", family: 4 },
    ];
    const outcome = await door(both).call(call("http://api.example.com/"), { own: ["api.example.com"], listed: [] });
    expect(outcome).toMatchObject({ kind: "refused" });
  });

  test("an address with a password in it is not called", async () => {
    const outcome = await door().call(call("http://me:secret@api.example.com/"), {
      own: ["api.example.com"],
      listed: [],
    });
    expect(outcome).toMatchObject({ kind: "refused", reason: expect.not.stringContaining("secret") });
  });
});

describe("redirects", () => {
  test("one to the metadata address is shown, not followed", async () => {
    const stub = await stubServer((_, response) =>
      response.writeHead(302, { location: "http://169.254.169.254/latest/" }).end(),
    );
    const outcome = await door().call(call(stub.url, { followRedirects: true }), { own: [stub.host], listed: [] });
    expect(outcome).toMatchObject({ status: 302, notFollowed: expect.stringContaining("169.254.169.254") });
  });

  test("one to an allowed host is followed, without the headers meant for the first", async () => {
    const second = await stubServer((_, response) => response.end("second"));
    const first = await stubServer((_, response) => response.writeHead(301, { location: `${second.url}/x` }).end());
    const outcome = await door().call(
      call(first.url, { followRedirects: true, headers: { Authorization: "Bearer t" } }),
      { own: [first.host, second.host], listed: [] },
    );
    expect(outcome).toMatchObject({ status: 200, url: `${second.url}/x` });
    expect(first.requests[0]?.headers.authorization).toBe("Bearer t");
    expect(second.requests[0]?.headers.authorization).toBeUndefined();
  });

  test("a change is not sent on to another address, and a circle ends", async () => {
    const stub = await stubServer((_, response) => response.writeHead(307, { location: "/again" }).end());
    const reach = { own: [stub.host], listed: [] };
    const change = await door().call(call(stub.url, { method: "POST", followRedirects: true }), reach);
    expect(change).toMatchObject({ status: 307, notFollowed: expect.stringContaining("change") });
    expect(stub.requests).toHaveLength(1);
    const circle = await door().call(call(stub.url, { followRedirects: true }), reach);
    expect(circle).toMatchObject({ notFollowed: expect.stringContaining("more than 5") });
  });
});

describe("answers that never end", () => {
  test("an endless body is cut at the limit", async () => {
    const stub = await stubServer((_, response) => {
      const pour = (): void => {
        while (response.writable && response.write("x".repeat(10_000)));
        if (response.writable) response.once("drain", pour);
      };
      pour();
    });
    const outcome = await door().call(call(stub.url), { own: [stub.host], listed: [] });
    expect(outcome).toMatchObject({ isCut: true });
    expect(outcome.kind === "answered" && outcome.bytes.length).toBe(1000);
  });

  test("a slow drip ends with the time given for all of it, and says so", async () => {
    const stub = await stubServer((_, response) => {
      const drip = setInterval(() => response.write("."), 20);
      response.once("close", () => clearInterval(drip));
    });
    const asked = door().call(call(stub.url, { timeoutMs: 200, method: "POST" }), { own: [stub.host], listed: [] });
    await expect(asked).rejects.toMatchObject({
      name: "Fault",
      code: "timeout",
      outcome: "unknown",
      message: expect.stringContaining("within 0.2 s"),
    });
  });

  test("who cancels gets their own reason back", async () => {
    const stopping = new AbortController();
    const stub = await stubServer(() => stopping.abort(new Error("cancelled by a person")));
    const asked = door().call(call(stub.url, { signal: stopping.signal }), { own: [stub.host], listed: [] });
    await expect(asked).rejects.toThrow("cancelled by a person");
  });
});

describe("nobody answers", () => {
  test("a refused connection is said in words, and nothing was done", async () => {
    const asked = door().call(call("http://127.0.0.1:1/", { method: "POST" }), { own: ["127.0.0.1:1"], listed: [] });
    await expect(asked).rejects.toMatchObject({
      message: "127.0.0.1:1 does not answer: the connection was refused",
      outcome: "not-done",
      advice: expect.any(String),
    });
  });

  test("an answer that breaks off may have been a change", async () => {
    const stub = await stubServer((_, response) => response.socket?.destroy());
    const broken = (method: "GET" | "PUT") => door().call(call(stub.url, { method }), { own: [stub.host], listed: [] });
    await expect(broken("PUT")).rejects.toMatchObject({ outcome: "unknown" });
    await expect(broken("GET")).rejects.toMatchObject({ outcome: "not-done" });
  });

  test("a name nobody knows is said", async () => {
    const nobody = async () => Promise.reject(Object.assign(new Error("x"), { code: "ENOTFOUND" }));
    const asked = door(nobody).call(call("http://gone.example.com/"), { own: ["gone.example.com"], listed: [] });
    await expect(asked).rejects.toMatchObject({ message: "gone.example.com is a name nobody knows" });
  });

  test("a header with a line break is not sent", async () => {
    const stub = await stubServer((_, response) => response.end());
    const asked = door().call(call(stub.url, { headers: { a: "b\r\nc: d" } }), { own: [stub.host], listed: [] });
    await expect(asked).rejects.toMatchObject({ code: "UND_ERR_INVALID_ARG", outcome: "not-done" });
    expect(stub.requests).toEqual([]);
  });
});
