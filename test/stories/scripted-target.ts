import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { Fault } from "../../src/clients/fault.ts";
import { logs } from "../../src/operation/kubernetes/logs.ts";
import { get, top } from "../../src/operation/kubernetes/read.ts";
import { type Family, type Output, type Reader, reader } from "../../src/targets/target.ts";

/** What a target of the tests answers to a read: its text, nothing at all, or an error of its own. */
export type Scripted = { readonly text: string; readonly picture?: boolean } | "hang" | { readonly fault: string };

/** A target that answers as the test says, over HTTP, so that replicas in other processes ask the same one. */
export interface ScriptedTarget {
  readonly url: string;
  /** From now on reads whose operation and arguments match are answered so; the newest rule goes first. */
  answer(match: RegExp, answer: Scripted): void;
  /** What was asked, each as its operation and arguments. */
  readonly asked: readonly string[];
  count(match: RegExp): number;
  /** Answers whatever hangs. */
  release(text: string): void;
  stop(): Promise<void>;
}

export async function startScriptedTarget(): Promise<ScriptedTarget> {
  const rules: { readonly match: RegExp; readonly answer: Scripted }[] = [];
  const asked: string[] = [];
  const hanging = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      asked.push(body);
      const answer = rules.findLast(({ match }) => match.test(body))?.answer ?? { text: "nothing is scripted" };
      if (answer === "hang") hanging.add(response);
      else response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    answer: (match, answer) => {
      rules.push({ match, answer });
    },
    asked,
    count: (match) => asked.filter((one) => match.test(one)).length,
    release(text) {
      for (const response of hanging) response.end(JSON.stringify({ text }));
      hanging.clear();
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const answered = z.union([
  z.object({ text: z.string(), picture: z.boolean().optional() }),
  z.object({ fault: z.string() }),
]);

/** Reads of a cluster that ask a scripted target. */
export function scriptedFamily(url: string): Family {
  const ask = async (operation: string, given: unknown, signal: AbortSignal): Promise<Output> => {
    const body = JSON.stringify({ operation, arguments: given });
    const answer = await fetch(url, { method: "POST", body, signal });
    const read = answered.parse(await answer.json());
    if ("fault" in read) {
      const advice = "Ask whoever runs the cluster for the right to do this.";
      throw new Fault(read.fault, {
        service: "kubernetes",
        code: "403",
        retry: { kind: "never" },
        outcome: "not-done",
        advice,
      });
    }
    return { text: read.text, pictures: read.picture ? [{ png: onePixel, alternative: "error rate, 37 %" }] : [] };
  };
  const readers: Reader[] = [
    reader(get, (given, _site, { signal }) => ask("get", given, signal)),
    reader(top, (given, _site, { signal }) => ask("top", given, signal)),
    reader(logs, (given, _site, { signal }) => ask("logs", given, signal)),
  ];
  return { readers, changers: [], close: async () => undefined };
}

const onePixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
