import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { leave, type Manner } from "./moods.ts";

export interface PagerRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly from: string | undefined;
  /** Parsed; undefined when there was none, or none that is JSON. */
  readonly body: unknown;
}

export interface PagerServer {
  readonly url: string;
  /** `onLeft` is told the status that was seen, 0 for none. */
  serve(
    route: (request: PagerRequest) => Promise<Manner>,
    onLeft: (request: PagerRequest, status: number) => void,
  ): void;
  stop(): Promise<void>;
}

/** Listens on this machine alone. */
export async function startPagerServer(port: number): Promise<PagerServer> {
  const server = createServer();
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", done);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : port}`;
  return {
    url,
    serve(route, onLeft) {
      const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
        const read = await readRequest(request, url);
        const status = leave(await route(read), request, response);
        onLeft(read, status);
      };
      server.on("request", (request, response) => {
        answer(request, response).catch(() => request.socket.destroy());
      });
    },
    async stop() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readRequest(request: IncomingMessage, base: string): Promise<PagerRequest> {
  const { method = "GET", headers } = request;
  const body = parse(await text(request));
  return {
    method,
    url: new URL(request.url ?? "/", base),
    authorization: headers.authorization,
    from: headers.from,
    body,
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
