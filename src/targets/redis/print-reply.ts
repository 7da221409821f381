import type { Output } from "../target.ts";
import type { Reply } from "./connection.ts";

const maxCharacters = 1_000_000;

/** A reply as redis-cli prints it on a terminal, and for filters as it prints it into a pipe. */
export function printReply(reply: Reply): Output {
  return bounded(onTerminal(reply, ""), inPipe(reply));
}

/** Text that redis-cli prints as it is on both, such as INFO. */
export function printText(reply: Reply): Output {
  const text = inPipe(reply).replace(/\r\n/g, "\n").replace(/\n+$/, "");
  return bounded(text, text);
}

function bounded(text: string, piped: string): Output {
  const isCut = text.length > maxCharacters || piped.length > maxCharacters;
  return {
    text: text.slice(0, maxCharacters),
    ...(piped !== text && { piped: piped.slice(0, maxCharacters) }),
    ...(isCut && { cut: `the first ${maxCharacters} characters` }),
  };
}

// Redis says OK and the like without quotes; the driver does not tell these from other text.
const plainWords = /^(OK|PONG|QUEUED|none|string|list|set|zset|hash|stream|Background .*)$/;

function onTerminal(reply: Reply, indent: string): string {
  if (reply === null) return "(nil)";
  if (typeof reply === "number") return `(integer) ${reply}`;
  if (typeof reply === "string") return indent === "" && plainWords.test(reply) ? reply : quoted(reply);
  if (reply.length === 0) return "(empty array)";
  const width = String(reply.length).length;
  return reply
    .map((item, at) => {
      const label = `${String(at + 1).padStart(width)}) `;
      return `${at === 0 ? "" : indent}${label}${onTerminal(item, indent + " ".repeat(label.length))}`;
    })
    .join("\n");
}

const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", '"': '\\"' };

/** A text in double quotes, what cannot be seen in it written out. */
export function quoted(text: string): string {
  const shown = text.replace(/["\\]|\p{Cc}/gu, (found) => escapes[found] ?? `\\x${hexOf(found)}`);
  return `"${shown}"`;
}

const hexOf = (character: string): string => (character.codePointAt(0) ?? 0).toString(16).padStart(2, "0");

function inPipe(reply: Reply): string {
  if (reply === null) return "";
  if (typeof reply === "string" || typeof reply === "number") return String(reply);
  return reply.map(inPipe).join("\n");
}
