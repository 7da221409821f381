import { z } from "zod";
import { define } from "./definition.ts";
import { hasHole } from "./hole.ts";
import type { Risk } from "./risk.ts";
import { count, text } from "./schema-parts.ts";

const url = z
  .string()
  .max(4000)
  .regex(/^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/, "is not a plain http address");
const headers = z.record(z.string().regex(/^[\w-]+$/, "is not a header"), text);
const manner = {
  timeoutSeconds: count.optional(),
  followRedirects: z.boolean().optional(),
  skipCertificateCheck: z.boolean().optional(),
};

/** Whether a health address answers, with which status, how fast and what it says. */
export const check = define({
  name: "http.check",
  schema: z.strictObject({ url, method: z.enum(["GET", "HEAD"]), showHeaders: z.boolean().optional(), ...manner }),
  risk: ({ url: address }) => riskOfReading(address),
  describe: ({ url: address }) => `Check ${address}`,
});

export const request = define({
  name: "http.request",
  schema: z.strictObject({
    url,
    method: z.enum(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]),
    headers: headers.optional(),
    body: text.optional(),
    showHeaders: z.boolean().optional(),
    ...manner,
  }),
  risk: ({ url: address, method, headers: sent = {}, body }) => {
    if (method === "DELETE") return "destructive";
    if (method !== "GET" && method !== "HEAD" && method !== "OPTIONS") return "change";
    const reading = body === undefined && !overrides(sent) ? riskOfReading(address) : "change";
    return reading === "read" && Object.keys(sent).some(carriesCredential) ? "sensitive" : reading;
  },
  describe: ({ method, url: address }) => `${method} ${address}`,
});

// An address that says it acts is believed, whatever its method; so is one whose path nobody knows yet.
function riskOfReading(address: string): Risk {
  // `%64elete` is the same to the server.
  const path = (/^https?:\/\/[^/?#]+(.*)$/.exec(address)?.[1] ?? "").replace(/%([0-7][\da-f])/gi, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  if (/\b(delete|remove|drop|destroy|purge|wipe|flush|truncate|shutdown|terminate|quit)/i.test(path))
    return "destructive";
  if (
    /\b(restart|reload|pause|resume|enable|disable|start|stop|kill|trigger|create|update|reset|cancel|retry|run|execute|deploy|rollback|promote|failover|set)\b/i.test(
      path,
    )
  ) {
    return "change";
  }
  if (/\b(debug|pprof|heapdump|dump|env|config|secrets?|tokens?|credentials?|keys?)\b/i.test(path)) return "sensitive";
  return hasHole(
    path
      .replace(/[?].*$/, "")
      .split("/")
      .at(1) ?? "",
  )
    ? "change"
    : "read";
}

function carriesCredential(header: string): boolean {
  return /^(authorization|cookie|x-api-key|x-auth.*|.*token.*|.*secret.*)$/i.test(header);
}

function overrides(sent: Readonly<Record<string, string>>): boolean {
  return Object.keys(sent).some((header) => /method-override|http-method/i.test(header));
}
