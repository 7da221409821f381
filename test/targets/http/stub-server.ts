import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { environment } from "../../../src/catalog/environment.ts";
import { createHttpDoor, type Resolve } from "../../../src/clients/http.ts";
import type { Doing, Site } from "../../../src/targets/target.ts";

export interface Stub {
  /** `http://127.0.0.1:4711`. */
  readonly url: string;
  readonly host: string;
  readonly port: string;
  readonly requests: {
    readonly method: string;
    readonly url: string;
    readonly body: string;
    readonly headers: IncomingMessage["headers"];
  }[];
}

/** A real server on this machine, for one test. */
export async function stubServer(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<Stub> {
  const requests: Stub["requests"] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString();
    requests.push({ method: request.method ?? "", url: request.url ?? "", body, headers: request.headers });
    answer(request, response, body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = String(typeof address === "object" && address !== null ? address.port : 0);
  return { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, port, requests };
}

export function door(resolve?: Resolve) {
  const opened = createHttpDoor({ now: () => performance.now(), ...(resolve && { resolve }) });
  onTestFinished(() => opened.close());
  return opened;
}

type Written = Parameters<typeof environment.parse>[0];

/** A site whose catalog entry is written as in its file. */
export function siteOf(written: Written, more: Partial<Site> = {}): Site {
  return {
    service: "podcast-analytics",
    environmentName: "production",
    environment: environment.parse(written),
    links: {},
    ...more,
  };
}

export function doing(signal: AbortSignal = new AbortController().signal): Doing {
  return { signal, emit: () => {} };
}
