import { createServer } from "node:http";
import { text } from "node:stream/consumers";

export interface JsonRequest {
  readonly method: string;
  readonly path: string;
  /** Of the address, and of a posted form. */
  readonly parameters: URLSearchParams;
  /** Parsed; undefined when there was none, or none that is JSON. */
  readonly body: unknown;
}

/** A string is sent as plain text, anything else as JSON. */
export interface JsonResponse {
  readonly status: number;
  readonly body: unknown;
}

export interface JsonServer {
  /** `http://127.0.0.1:4711`. */
  readonly url: string;
  close(): Promise<void>;
}

/** A small HTTP server on this machine alone; port 0 takes any free one. */
export async function serveJson(port: number, answer: (request: JsonRequest) => JsonResponse): Promise<JsonServer> {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://sandbox");
    const written = await text(request).catch(() => "");
    const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
    const parameters = new URLSearchParams([...searchParams, ...(isForm ? new URLSearchParams(written) : [])]);
    const body = isForm ? undefined : parse(written);
    const given = answer({ method: request.method ?? "GET", path: pathname, parameters, body });
    const isText = typeof given.body === "string";
    response.writeHead(given.status, { "content-type": isText ? "text/plain; charset=utf-8" : "application/json" });
    response.end(typeof given.body === "string" ? given.body : JSON.stringify(given.body));
  });
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", done);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : port}`,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function parse(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
