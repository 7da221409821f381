import type { Output, Refused } from "../target.ts";
import type { RedisSession, Reply } from "./connection.ts";
import { withoutPasswordHashes, withoutSecretSettings } from "./hidden-settings.ts";
import { printReply, printText } from "./print-reply.ts";
import { scanKeys } from "./scan-keys.ts";

/** What belongs to a session and not to one command. */
const needsSession = new Set(
  "monitor subscribe psubscribe ssubscribe sync psync select swapdb multi exec discard watch auth hello reset quit readonly readwrite asking".split(
    " ",
  ),
);

/** Replies that redis-cli prints as they are, not as a quoted text. */
const plainText =
  /^(info|cluster (info|nodes)|client (list|info)|memory (doctor|malloc-stats)|latency (doctor|graph)|lolwut)$/;

/** One command, printed as redis-cli prints it. */
export async function runCommand(session: RedisSession, words: readonly string[]): Promise<Output | Refused> {
  const refused = refuseCommand(words);
  if (refused) return refused;
  if (isWholeScan(words)) {
    const { keys, isCut } = await scanKeys(session, words.slice(2), 10_000);
    const text = keys.join("\n");
    return { text, ...(isCut && { cut: `the first ${keys.length} keys` }) };
  }
  const reply = await session.ask(...words);
  return printCommand(words, reply);
}

/** Why a command is not run at all; undefined when nothing speaks against it. */
export function refuseCommand([first = "", second = ""]: readonly string[]): Refused | undefined {
  const name = first.toLowerCase();
  if (!needsSession.has(name) && !(name === "client" && second.toLowerCase() === "reply")) return undefined;
  return { kind: "refused", reason: `${first.toUpperCase()} belongs to a session; a single command cannot use it` };
}

export function printCommand(words: readonly string[], reply: Reply): Output {
  const [first = "", second = ""] = words.map((word) => word.toLowerCase());
  if (plainText.test(first) || plainText.test(`${first} ${second}`)) return printText(reply);
  if (first === "acl") return printReply(withoutPasswordHashes(reply));
  return printReply(first === "config" && second === "get" ? withoutSecretSettings(reply) : reply);
}

// `redis-cli --scan` walks over all keys; as a command it begins with cursor 0.
const isWholeScan = ([first = "", cursor, option]: readonly string[]): boolean =>
  first.toLowerCase() === "scan" && cursor === "0" && (option === undefined || option.toLowerCase() === "match");
