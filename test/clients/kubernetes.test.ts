import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createKubernetesDoor } from "../../src/clients/kubernetes.ts";
import { resourcePath } from "../../src/clients/kubernetes-path.ts";
import { type KubernetesStub, kubernetesStub, sendJson, sendStatus } from "./kubernetes-stub.ts";

const signal = AbortSignal.timeout(30_000);
const get = { method: "GET", path: "/api/v1/namespaces/production/pods", signal } as const;
const deployments = { group: "apps", version: "v1", plural: "deployments", namespaced: true };
let stub: KubernetesStub | undefined;
afterEach(async () => {
  await stub?.close();
  stub = undefined;
});

describe("what leaves", () => {
  test("many calls share kept connections, and carry the token", async () => {
    const tokens = new Set<string | undefined>();
    stub = await kubernetesStub((request, response) => {
      tokens.add(request.headers.authorization);
      sendJson(response, 200, { kind: "PodList", items: [] });
    }, "the-token");
    for (let turn = 0; turn < 20; turn += 1) await stub.door.json(undefined, get);
    expect(stub.connections()).toBeLessThan(4);
    expect([...tokens]).toEqual(["Bearer the-token"]);
  });

  test.each(["../../secrets", "..", "a/b", "a?b", "a#b", "a%2fb", "", "a\n", "-a", "a".repeat(254)])(
    "a pod's name that would climb out of the path is refused before anything is asked: %j",
    async (name) => {
      stub = await kubernetesStub((_request, response) => sendJson(response, 200, {}));
      const path = `/api/v1/namespaces/production/pods/${name}`;
      const { door } = stub;
      if (name !== "a/b")
        await expect(door.json(undefined, { ...get, path })).rejects.toMatchObject({ code: "InvalidName" });
      expect(() => resourcePath(deployments, { namespace: "production", name })).toThrow(
        "is not a name Kubernetes accepts",
      );
      expect(stub.asked).toEqual([]);
    },
  );

  test("a path is built from group, version, namespace and name", () => {
    const at = { namespace: "production", name: "api", subresource: "scale" };
    expect(resourcePath(deployments, at)).toBe("/apis/apps/v1/namespaces/production/deployments/api/scale");
    expect(resourcePath({ ...deployments, group: "", plural: "pods" }, {})).toBe("/api/v1/pods");
  });

  test("a program is refused in a pod whose name is a path", async () => {
    stub = await kubernetesStub((_request, response) => sendJson(response, 200, {}));
    const at = { namespace: "production", pod: "../../secrets" };
    const exec = stub.door.exec(undefined, at, ["ls"], { signal, emit: () => undefined, maxBytes: 10 });
    await expect(exec).rejects.toMatchObject({ code: "InvalidName" });
    expect(stub.asked).toEqual([]);
  });
});

describe("what comes back", () => {
  test("a 403 says what the bot may not do and what to allow", async () => {
    const message =
      'secrets is forbidden: User "bot" cannot list resource "secrets" in API group "" in the namespace "production"';
    stub = await kubernetesStub((_request, response) => sendStatus(response, 403, "Forbidden", message));
    await expect(stub.door.json(undefined, get)).rejects.toMatchObject({
      message: "the cluster answered 403: the bot may not list secrets in production",
      advice: "Allow it in the bot's Role: verb list, resource secrets, namespace production.",
      code: "Forbidden",
      outcome: "not-done",
    });
  });

  test("an admission webhook's no is told in its own words", async () => {
    const message = 'admission webhook "policy" denied the request: no latest tags';
    stub = await kubernetesStub((_request, response) => sendStatus(response, 403, "Forbidden", message));
    await expect(stub.door.json(undefined, get)).rejects.toThrow(`the cluster answered 403: ${message}`);
  });

  test.each([
    ["GET", 500, "not-done"],
    ["PATCH", 500, "unknown"],
    ["PATCH", 409, "not-done"],
    ["POST", 422, "not-done"],
  ] as const)("after a %s answered %i the outcome is %s", async (method, code, outcome) => {
    stub = await kubernetesStub((_request, response) => sendStatus(response, code, "Because", "no"));
    await expect(stub.door.json(undefined, { ...get, method })).rejects.toMatchObject({ outcome, code: "Because" });
  });

  test("a write whose answer is lost may have happened; one that never left did not", async () => {
    stub = await kubernetesStub((request) => request.socket.destroy());
    const post = { ...get, method: "POST" } as const;
    await expect(stub.door.json(undefined, post)).rejects.toMatchObject({ outcome: "unknown" });
    const nobody = createKubernetesDoor({ kind: "server", url: "http://127.0.0.1:1" });
    await expect(nobody.json(undefined, post)).rejects.toMatchObject({ outcome: "not-done", code: "ECONNREFUSED" });
    await nobody.close();
  });

  test("too many requests say when to come again", async () => {
    stub = await kubernetesStub((_request, response) => response.writeHead(429, { "retry-after": "7" }).end());
    await expect(stub.door.json(undefined, get)).rejects.toMatchObject({ retry: { kind: "after", ms: 7000 } });
  });

  test("a text is cut where it is too long, never within a sign", async () => {
    stub = await kubernetesStub((_request, response) => response.end("ää".repeat(1000)));
    expect(await stub.door.text(undefined, { ...get, maxBytes: 5 })).toEqual({ text: "ää", cut: true });
    expect(await stub.door.text(undefined, { ...get, maxBytes: 4000 })).toMatchObject({ cut: false });
  });

  test("broken UTF-8 is shown as such and stops nothing", async () => {
    stub = await kubernetesStub((_request, response) => response.end(Buffer.from([0x61, 0xff, 0xfe, 0x62])));
    expect(await stub.door.text(undefined, { ...get, maxBytes: 100 })).toEqual({ text: "a��b", cut: false });
  });
});

describe("how it ends", () => {
  test("an abort is rethrown as it is, before and while waiting", async () => {
    stub = await kubernetesStub(() => undefined);
    const reason = new Error("somebody pressed Cancel");
    await expect(stub.door.json(undefined, { ...get, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const stop = new AbortController();
    const waiting = stub.door.json(undefined, { ...get, signal: stop.signal });
    const { asked } = stub;
    await expect.poll(() => asked.length).toBe(1);
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  test("a stream gives its pieces and ends with its signal; one the server breaks is a fault", async () => {
    stub = await kubernetesStub((request, response) => {
      response.write("first\n");
      if (request.url?.includes("broken")) setImmediate(() => request.socket.destroy());
    });
    const stop = new AbortController();
    const seen: string[] = [];
    for await (const piece of stub.door.stream(undefined, { ...get, signal: stop.signal })) {
      seen.push(piece);
      stop.abort();
    }
    expect(seen).toEqual(["first\n"]);
    const broken = stub.door.stream(undefined, { ...get, query: { broken: true } });
    const all = async () => {
      for await (const _ of broken) seen.push("more");
    };
    await expect(all()).rejects.toMatchObject({ service: "kubernetes" });
  });

  test("a context the kubeconfig does not have is named, and its token never", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kubeconfig-"));
    const path = join(folder, "config");
    writeFileSync(
      path,
      JSON.stringify({ contexts: [{ name: "prod", context: { cluster: "c", user: "u" } }], clusters: [], users: [] }),
    );
    const door = createKubernetesDoor({ kind: "file", path });
    await expect(door.json("staging", get)).rejects.toThrow("the kubeconfig has no context staging; it has prod");
    writeFileSync(path, "users: [{name: u, user: {token: 'very-secret");
    const again = createKubernetesDoor({ kind: "file", path });
    const failure = await again.json(undefined, get).catch((error: unknown) => String(error));
    expect(failure).toContain("the kubeconfig cannot be read");
    expect(failure).not.toContain("very-secret");
    await rm(folder, { recursive: true });
  });
});
