import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { createKubernetesDoor, type KubernetesDoor } from "../../src/clients/kubernetes.ts";
import { sendStatus } from "./kubernetes-stub.ts";

const at = { namespace: "production", pod: "api-1", container: "api" };
const server = createServer();
let sockets: WebSocketServer;
let door: KubernetesDoor;
let urls: string[];
let onOpen: (socket: WebSocket) => void;
let refusal: number | undefined;

const say = (socket: WebSocket, channel: number, text: string | Buffer) =>
  socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
const end = (socket: WebSocket, status: object) => say(socket, 3, JSON.stringify(status));
const run = (maxBytes = 1000, signal = AbortSignal.timeout(20_000), emit: (text: string) => void = () => undefined) =>
  door.exec(undefined, at, ["cat", "/etc/a b"], { signal, emit, maxBytes });

beforeEach(async () => {
  urls = [];
  refusal = undefined;
  sockets = new WebSocketServer({ noServer: true });
  server.removeAllListeners("upgrade");
  server.on("upgrade", (request, socket, head) => {
    urls.push(request.url ?? "");
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal} Forbidden\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => onOpen(opened));
  });
  server.removeAllListeners("request");
  server.on("request", (_request, response) => sendStatus(response, 404, "NotFound", "no"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  door = createKubernetesDoor({ kind: "server", url: `http://127.0.0.1:${port}` });
});
afterEach(async () => {
  await door.close();
  for (const client of sockets.clients) client.terminate();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

describe("a program in a container", () => {
  test("its words stay words, its output and errors come in order, and its exit code is told", async () => {
    onOpen = (socket) => {
      say(socket, 1, "out ");
      say(socket, 2, "err");
      end(socket, {
        status: "Failure",
        reason: "NonZeroExitCode",
        details: { causes: [{ reason: "ExitCode", message: "3" }] },
      });
    };
    const shown: string[] = [];
    expect(await run(1000, undefined, (text) => shown.push(text))).toEqual({
      text: "out err",
      cut: false,
      exitCode: 3,
    });
    expect(shown.join("")).toBe("out err");
    const url = new URL(urls[0] ?? "", "http://x");
    expect(url.pathname).toBe("/api/v1/namespaces/production/pods/api-1/exec");
    expect(url.searchParams.getAll("command")).toEqual(["cat", "/etc/a b"]);
  });

  test("more than may be kept is dropped, and it still ends", async () => {
    onOpen = (socket) => {
      for (let turn = 0; turn < 50; turn += 1) say(socket, 1, "0123456789");
      end(socket, { status: "Success" });
    };
    expect(await run(25)).toEqual({ text: "0123456789012345678901234", cut: true, exitCode: 0 });
  });

  test("a sign that arrives in two pieces stays whole", async () => {
    const [first, second] = [Buffer.from("ä").subarray(0, 1), Buffer.from("ä").subarray(1)];
    onOpen = (socket) => {
      say(socket, 1, first);
      say(socket, 1, second);
      end(socket, { status: "Success" });
    };
    expect((await run()).text).toBe("ä");
  });

  test("one that cannot be started did not happen", async () => {
    onOpen = (socket) => end(socket, { status: "Failure", reason: "InternalError", message: 'exec: "cat": not found' });
    await expect(run()).rejects.toMatchObject({ outcome: "not-done", message: expect.stringContaining("not found") });
  });

  test("a line that breaks leaves its outcome unknown", async () => {
    onOpen = (socket) => socket.terminate();
    await expect(run()).rejects.toMatchObject({ outcome: "unknown" });
  });

  test("a refused connection is told with its status, and nothing ran", async () => {
    refusal = 403;
    await expect(run()).rejects.toMatchObject({ outcome: "not-done", message: expect.stringContaining("403") });
  });

  test("an abort is rethrown as it is", async () => {
    const stop = new AbortController();
    const reason = new Error("somebody pressed Cancel");
    onOpen = () => stop.abort(reason);
    await expect(run(1000, stop.signal)).rejects.toBe(reason);
  });
});
