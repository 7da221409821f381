import type { Reply } from "./connection.ts";

/** Settings of Redis whose value is a password or leads to one. */
export function isSecretSetting(name: string): boolean {
  return /pass|auth$|masteruser|tls-.*key|user$/i.test(name);
}

/** The answer of CONFIG GET, values that are secrets hidden. */
export function withoutSecretSettings(reply: Reply): Reply {
  if (reply === null || typeof reply !== "object") return reply;
  return reply.map((item, at) => {
    const name = at % 2 === 1 ? reply[at - 1] : undefined;
    return typeof name === "string" && isSecretSetting(name) && item !== "" ? "[hidden]" : item;
  });
}

/** The same of what redis-cli printed into a pipe: a name and a value by turns. */
export function withoutSecretLines(text: string): string {
  const lines = text.split("\n");
  return lines
    .map((line, at) => (at % 2 === 1 && line !== "" && isSecretSetting(lines[at - 1] ?? "") ? "[hidden]" : line))
    .join("\n");
}

/** The answer of ACL LIST or GETUSER without the hashes of passwords: who has a hash can try passwords against it. */
export function withoutPasswordHashes(reply: Reply): Reply {
  if (typeof reply === "string") return hidePasswordHashes(reply);
  return reply === null || typeof reply === "number" ? reply : reply.map(withoutPasswordHashes);
}

/** The same of what redis-cli printed. */
export function hidePasswordHashes(text: string): string {
  return text.replace(/\b[0-9a-f]{64}\b/g, "[hidden]");
}
