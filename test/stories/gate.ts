import { createServer, type IncomingMessage, request as requestOf, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export interface Call {
  readonly method: string;
  readonly path: string;
}

/** Stands before a server: passes everything on, and holds what the test wants held. */
export interface Gate {
  readonly url: string;
  /** What reached the server and was not a read. */
  readonly written: readonly string[];
  /** From now on holds what fits: before it goes on, or its answer; until it is let go. */
  hold(fits: (call: Call) => Promise<boolean>, where: "before" | "answer"): void;
  readonly isHolding: boolean;
  letGo(): void;
  stop(): Promise<void>;
}

export async function openGate(to: string): Promise<Gate> {
  const written: string[] = [];
  let rule: { readonly fits: (call: Call) => Promise<boolean>; readonly where: "before" | "answer" } | undefined;
  let held: (() => void)[] = [];
  const waitIf = async (call: Call, where: "before" | "answer"): Promise<void> => {
    if (rule?.where === where && (await rule.fits(call))) await new Promise<void>((go) => held.push(go));
  };
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url: path = "", headers } = request;
    const body = await buffer(request);
    const call = { method, path };
    await waitIf(call, "before");
    if (response.destroyed) return;
    if (method !== "GET") written.push(`${method} ${path}`);
    const onward = requestOf(`${to}${path}`, { method, headers }, (answer) => {
      waitIf(call, "answer").then(() => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
    });
    onward.on("error", () => response.destroy());
    onward.end(body);
  };
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    written,
    hold(fits, where) {
      rule = { fits, where };
    },
    get isHolding() {
      return held.length > 0;
    },
    letGo() {
      rule = undefined;
      for (const go of held) go();
      held = [];
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
