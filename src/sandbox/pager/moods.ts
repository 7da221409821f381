import type { IncomingMessage, ServerResponse } from "node:http";
import type { Mood, PagerAnswer } from "./types.ts";

/** How an answer leaves. `status` is what the caller saw, 0 for none. */
export type Manner =
  | { readonly kind: "answer"; readonly answer: PagerAnswer; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: "text"; readonly status: number; readonly text: string }
  | { readonly kind: "hang" }
  | { readonly kind: "hang-up" };

/** What becomes of a request in a bad mood; undefined where it is worked off as usual. */
export function spoil(mood: Mood): Manner | undefined {
  switch (mood) {
    case "down":
      return { kind: "hang-up" };
    case "silent":
      return { kind: "hang" };
    case "limited":
      return limited(5);
    case "failing":
      return {
        kind: "answer",
        answer: { status: 500, body: { error: { message: "Internal Server Error", code: 2000 } } },
      };
    case "html":
      return { kind: "text", status: 502, text: "<html><body><h1>502 Bad Gateway</h1></body></html>" };
    case "well":
    case "slow":
    case "losing-answers":
      return undefined;
  }
}

export function limited(resetSeconds: number): Manner {
  return {
    kind: "answer",
    answer: { status: 429, body: { error: { message: "Rate Limit Exceeded", code: 2020 } } },
    headers: { "ratelimit-limit": "960", "ratelimit-remaining": "0", "ratelimit-reset": String(resetSeconds) },
  };
}

/** Says it, and returns the status that was seen. */
export function leave(manner: Manner, request: IncomingMessage, response: ServerResponse): number {
  switch (manner.kind) {
    case "hang":
      return 0;
    case "hang-up":
      request.socket.destroy();
      return 0;
    case "text":
      response.writeHead(manner.status, { "content-type": "text/html" }).end(manner.text);
      return manner.status;
    case "answer": {
      const { status, body } = manner.answer;
      response.writeHead(status, { "content-type": "application/json", ...manner.headers }).end(JSON.stringify(body));
      return status;
    }
  }
}
