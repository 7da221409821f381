import { createServer } from "node:http";
import type { answerCloud } from "../../../src/sandbox/cloud/answer-cloud.ts";

export interface RecordingCloud {
  readonly url: string;
  /** What IAM was asked to allow by what was sent since the last time: `ecs:UpdateService`. */
  taken(): ReadonlySet<string>;
  close(): Promise<void>;
}

type AnswerCloud = ReturnType<typeof answerCloud>;

/** A cloud behind a door that writes down, by their own words, what the clients of AWS send. */
export async function createRecordingCloud(answer: AnswerCloud): Promise<RecordingCloud> {
  let sent = new Set<string>();
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
    const target = request.headers["x-amz-target"]?.toString();
    const asked = {
      url: new URL(request.url ?? "/", "http://cloud"),
      method: request.method ?? "GET",
      target,
      signature: request.headers.authorization ?? "",
      body: Buffer.concat(chunks).toString(),
    };
    sent.add(permissionFor(asked));
    const { status, type, body } = answer(asked);
    response.writeHead(status, { "content-type": type });
    response.end(body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    taken() {
      const before = sent;
      sent = new Set();
      return before;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// IAM names a service as its signature does, but for one; and the listings of S3 in its own way.
const prefixes: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

function permissionFor({ url, target, signature, body }: Parameters<AnswerCloud>[0]): string {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(signature)?.[1] ?? "unsigned";
  if (service === "s3") return url.pathname === "/" ? "s3:ListAllMyBuckets" : "s3:ListBucket";
  const action = target?.split(".").at(-1) ?? new URLSearchParams(body).get("Action") ?? "nothing";
  return `${prefixes[service] ?? service}:${action}`;
}
