import { isIP } from "node:net";

/** Which hosts may be called: `api.example.com`, `prometheus:9090`; without a port the scheme's own. */
export interface Reach {
  /** Parts of the service itself, wherever they listen. */
  readonly own: readonly string[];
  /** Others that may be called; inside the network only when the listed host itself says so. */
  readonly listed: readonly string[];
}

export type Reached =
  | { readonly kind: "allowed"; readonly mayBePrivate: boolean }
  | { readonly kind: "refused"; readonly reason: string };

/** Whether an address may be called at all. Where its name leads is looked at when it is connected. */
export function reachOf(address: URL, reach: Reach): Reached {
  if (address.protocol !== "http:" && address.protocol !== "https:") {
    return { kind: "refused", reason: `${address.protocol} is not spoken, only http and https` };
  }
  if (address.username !== "" || address.password !== "") {
    return { kind: "refused", reason: "an address may not carry a name or a password" };
  }
  const isOwn = reach.own.some((host) => isSame(host, address));
  if (!isOwn && !reach.listed.some((host) => isSame(host, address))) {
    return { kind: "refused", reason: `${address.host} is not among the hosts that the catalog allows (allowedHosts)` };
  }
  return { kind: "allowed", mayBePrivate: isOwn || isInside(address.hostname) };
}

/** `https://api.example.com/health` → `api.example.com`. */
export function hostOf(address: string): string {
  return new URL(address).host;
}

function isSame(listed: string, address: URL): boolean {
  const written = `${address.protocol}//${listed}`;
  return URL.canParse(written) && new URL(written).host === address.host;
}

// A name that means something only inside the network, or an address: whoever lists it knows that it is private.
function isInside(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, "");
  return isIP(name) !== 0 || !name.includes(".") || /\.(svc|local|internal|localhost|lan|home\.arpa)$/i.test(name);
}
