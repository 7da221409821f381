import type { IncomingMessage } from "node:http";
import type { HttpRoute } from "../slack/http-server.ts";
import { StoreFault } from "../store/fault.ts";
import { verifyPagerDutySignature } from "./pagerduty-signature.ts";
import { readPagerDutyWebhook } from "./pagerduty-webhook.ts";
import { type TakeParts, takePagerDutyWebhook } from "./take-pagerduty-webhook.ts";

export interface PagerDutyHookParts extends TakeParts {
  /** Several while one is being changed. */
  readonly secrets: readonly string[];
}

/**
 * `/hooks/pagerduty`. Whatever PagerDuty itself sends is answered with 202, for three answers of 4xx make it stop sending for a day;
 * only what cannot be stored now is answered with 503, and comes again. What it did not sign is 401.
 */
export function pagerDutyHook(parts: PagerDutyHookParts): HttpRoute {
  return {
    method: "POST",
    path: "/hooks/pagerduty",
    handle: (request, response) => {
      answer(request, parts).then(
        (status) => response.writeHead(status).end(),
        (error: unknown) => {
          parts.log.error({ err: error }, "a bug while a webhook of PagerDuty was taken");
          response.writeHead(500).end();
        },
      );
    },
  };
}

async function answer(request: IncomingMessage, parts: PagerDutyHookParts): Promise<number> {
  const body = await readBody(request);
  if (!body) return 413;
  const header = request.headers["x-pagerduty-signature"];
  if (!verifyPagerDutySignature({ body, header, secrets: parts.secrets })) {
    parts.log.warn({}, "a webhook that PagerDuty did not sign was refused");
    return 401;
  }
  const read = readPagerDutyWebhook(body);
  if (read.kind === "unreadable") {
    parts.log.warn({ reason: read.reason }, "a webhook of PagerDuty could not be read");
    return 202;
  }
  try {
    await takePagerDutyWebhook(read.webhook, parts);
    return 202;
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    parts.log.warn({ err: error }, "a webhook of PagerDuty could not be stored and has to come again");
    return 503;
  }
}

// PagerDuty's are 55 KB at most.
const longestBody = 256 * 1024;

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    if (length <= longestBody) parts.push(bytes);
  }
  return length <= longestBody ? Buffer.concat(parts) : undefined;
}
