import type { ClientSettings } from "./services.ts";

const body = "Action=GetCallerIdentity&Version=2011-06-15";

/**
 * The XML that STS answers about the caller. Its own client is not shipped for one question: another client's signer
 * signs it. Throws what the SDK throws, so that it is told like other failures.
 */
export async function callerIdentity(settings: ClientSettings, signal: AbortSignal): Promise<string> {
  const { ECS } = await import("@aws-sdk/client-ecs");
  const client = new ECS(settings);
  try {
    const scheme = { name: "sigv4", signingName: "sts", signingRegion: settings.region, properties: {} };
    const signer = await client.config.signer(scheme);
    const url = new URL(settings.endpoint ?? `https://sts.${settings.region}.amazonaws.com`);
    const request = await signer.sign({
      method: "POST",
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port !== "" && { port: Number(url.port) }),
      path: "/",
      query: {},
      headers: { host: url.host, "content-type": "application/x-www-form-urlencoded" },
      body,
    });
    const response = await fetch(url, { method: "POST", headers: request.headers, body, signal });
    const text = await response.text();
    if (response.ok) return text;
    throw answeredError(text, response.status);
  } finally {
    client.destroy();
  }
}

function answeredError(xml: string, status: number): Error {
  const part = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  const error = new Error(part("Message") ?? `status ${status}`);
  error.name = part("Code") ?? "Unknown";
  return Object.assign(error, { $metadata: { httpStatusCode: status } });
}
