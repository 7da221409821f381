import { scrub } from "../operation/scrub.ts";
import { hasSecretMark } from "../operation/secret.ts";

/**
 * "A value that is itself a secret is never part of a request." What the scrubber would take out of an output: a token by its shape, a
 * value by the name beside it. Names of an operation's own arguments (`secretId`) are ours and say nothing; a mark stands for a secret
 * that only the process knows.
 */
export function holdsSecret(parts: readonly unknown[]): boolean {
  return parts.some((part) => (isRecord(part) ? Object.values(part).some(isSecret) : isSecret(part)));
}

function isSecret(value: unknown): boolean {
  if (typeof value === "string") return !hasSecretMark(value) && scrub(value) !== value;
  if (Array.isArray(value)) return value.some(isSecret);
  if (!isRecord(value)) return false;
  return Object.entries(value).some(([name, item]) => isSecret(typeof item === "string" ? `${name}=${item}` : item));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
