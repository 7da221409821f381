import type { Doing, Output } from "../target.ts";
import type { RedisSession } from "./connection.ts";

export interface MonitorLimits {
  readonly ms: number;
  readonly lines: number;
}

/** What every client sends, for five seconds or a thousand commands, as redis-cli prints it. Commands that carry a password lose their words. */
export async function watchCommands(
  { client }: RedisSession,
  { signal, emit }: Doing,
  limits: MonitorLimits = { ms: 5_000, lines: 1_000 },
): Promise<Output> {
  const lines: string[] = [];
  const isCut = await new Promise<boolean>((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), limits.ms);
    const take = (line: string): void => {
      if (line.startsWith("-")) reject(Object.assign(new Error(line.slice(1)), { name: "ReplyError" }));
      if (!/^\+\d/.test(line) || lines.length >= limits.lines) return;
      const shown = withoutPassword(line.slice(1)).slice(0, 2_000);
      lines.push(shown);
      emit(`${shown}\n`);
      if (lines.length >= limits.lines) resolve(true);
    };
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    client.stream.once("close", () => {
      clearTimeout(timer);
      reject(new Error("Connection is closed."));
    });
    // Below the driver: its own MONITOR fails when a command arrives together with the first answer.
    client.stream.removeAllListeners("data");
    client.stream.on("data", eachLine(take));
    client.stream.write("MONITOR\r\n");
  });
  return { text: ["OK", ...lines].join("\n"), ...(isCut && { cut: `the first ${lines.length} commands` }) };
}

/** No line of MONITOR holds a line break: Redis writes it out. */
function eachLine(take: (line: string) => void): (chunk: Buffer) => void {
  let rest = "";
  return (chunk) => {
    const parts = (rest + chunk.toString("latin1")).split("\r\n");
    rest = (parts.pop() ?? "").slice(0, 1_000_000);
    for (const part of parts) take(part);
  };
}

const carriesPassword = /^(\S+ \[[^\]]*\] "(?:auth|hello|acl|migrate|config)") (?!"get" ).+$/i;

const withoutPassword = (line: string): string => line.replace(carriesPassword, "$1 [hidden]");
