import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { answerCloud } from "./answer-cloud.ts";
import { createCloudStory } from "./cloud-story.ts";

export interface SandboxCloudOptions {
  /** 0, or nothing, takes one that is free. */
  readonly port?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** How long a deployment takes, in milliseconds. */
  readonly rolloutMs?: number;
}

export interface SandboxCloud {
  /** For `AWS_ENDPOINT_URL`. Any credentials will do. */
  readonly url: string;
  close(): Promise<void>;
}

/** As much of AWS as the story of social-analytics needs, over the protocols the real one speaks. Signatures are not checked. */
export async function createSandboxCloud(options: SandboxCloudOptions = {}): Promise<SandboxCloud> {
  const { port = 0, now = Date.now, rolloutMs = 12_000 } = options;
  const answer = answerCloud(createCloudStory(now, rolloutMs));
  const server = createServer((request, response) => {
    respond(request, response, answer).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the sandbox's cloud has no address");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: ReturnType<typeof answerCloud>,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  const target = request.headers["x-amz-target"];
  const { status, type, body } = answer({
    url: new URL(request.url ?? "/", "http://sandbox"),
    method: request.method ?? "GET",
    target: typeof target === "string" ? target : undefined,
    signature: request.headers.authorization ?? "",
    body: Buffer.concat(chunks).toString(),
  });
  response.writeHead(status, { "content-type": type, "x-amzn-requestid": "sandbox" });
  response.end(body);
}
