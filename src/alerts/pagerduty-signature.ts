import { createHmac, timingSafeEqual } from "node:crypto";

export interface SignedWebhook {
  /** The body as it came over the wire: parsing and printing it again changes it. */
  readonly body: Buffer;
  /** `X-PagerDuty-Signature`: `v1=<hex>`, several while a secret is being changed. */
  readonly header: string | readonly string[] | undefined;
  readonly secrets: readonly string[];
}

/** Whether any signature of the header is the body's under any of the secrets. No secret, or an empty one, makes nothing authentic. */
export function verifyPagerDutySignature({ body, header, secrets }: SignedWebhook): boolean {
  const offered = (Array.isArray(header) ? header : [header])
    .flatMap((line) => (line ?? "").split(","))
    .map((signature) => signature.trim())
    .filter((signature) => signature.startsWith("v1="))
    .map((signature) => Buffer.from(signature.slice(3).toLowerCase()));
  const expected = secrets
    .filter((secret) => secret !== "")
    .map((secret) => Buffer.from(createHmac("sha256", secret).update(body).digest("hex")));
  // Every pair is compared to the end, so that the time taken tells nothing.
  const matches = expected.flatMap((right) =>
    offered.map((given) => given.length === right.length && timingSafeEqual(given, right)),
  );
  return matches.includes(true);
}
