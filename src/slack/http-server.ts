import { createServer, type RequestListener, type Server } from "node:http";

/** One more door of the same server, such as /healthz. */
export interface HttpRoute {
  readonly method: string;
  readonly path: string;
  readonly handle: RequestListener;
}

/** Answers each route at its exact path; everything else is 404. */
export function createHttpServer(routes: readonly HttpRoute[]): Server {
  return createServer((request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0];
    const atPath = routes.filter((one) => one.path === path);
    const route = atPath.find((one) => one.method === request.method);
    if (route) return route.handle(request, response);
    response.writeHead(atPath.length > 0 ? 405 : 404).end();
  });
}

/** Resolves to the port it listens on, which the system chooses for port 0. */
export function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

/** Finishes the requests it has, then lets go. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
