import { isIPv6 } from "node:net";

/** `10.1.2.3`, 8 → `10.0.0.0/8`: EC2 keeps a range so, whatever it was asked for, and only so it is found again. */
export function canonicalRange(address: string, bits: number): string {
  const [size, parts] = isIPv6(address) ? [16n, groupsOf(address)] : [8n, address.split(".").map(BigInt)];
  const whole = parts.reduce((sum, part) => (sum << size) | part, 0n);
  const free = size * BigInt(parts.length) - BigInt(bits);
  const kept = (whole >> free) << free;
  const words = parts.map((_, at) => (kept >> (size * BigInt(parts.length - 1 - at))) & ((1n << size) - 1n));
  const text = size === 8n ? words.join(".") : shortest(words.map((word) => word.toString(16)).join(":"));
  return `${text}/${bits}`;
}

/** The eight groups of an address of version 6. */
function groupsOf(address: string): readonly bigint[] {
  const [head = "", tail] = shortest(address).split("::");
  const [before, after] = [head, tail ?? ""].map((half) => half.split(":").filter((group) => group !== ""));
  const left = before ?? [];
  const right = after ?? [];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...zeros, ...right].map((group) => BigInt(`0x${group}`));
}

function shortest(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
