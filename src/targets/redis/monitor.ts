import type { Doing, Output } from "../target.ts";
import type { RedisSession } from "./connection.ts";
import { quoted } from "./print-reply.ts";

export interface MonitorLimits {
  readonly ms: number;
  readonly lines: number;
}

/** What every client sends, for five seconds or a thousand commands, as redis-cli prints it. Commands that carry a password lose their words. */
export async function watchCommands(
  { client }: RedisSession,
  doing: Doing,
  limits: MonitorLimits = { ms: 5_000, lines: 1_000 },
): Promise<Output> {
  const lines: string[] = [];
  const monitor = await client.monitor();
  try {
    const isCut = await new Promise<boolean>((resolve, reject) => {
      const timer = setTimeout(() => resolve(false), limits.ms);
      const settle = (end: () => void) => {
        clearTimeout(timer);
        end();
      };
      doing.signal.addEventListener("abort", () => settle(() => reject(doing.signal.reason)), { once: true });
      monitor.on("error", (error: Error) => settle(() => reject(error)));
      monitor.on("monitor", (time: string, words: readonly string[], source: string, database: string) => {
        const line = `${time} [${database} ${source}] ${shownWords(words).join(" ")}`;
        lines.push(line.slice(0, 2_000));
        doing.emit(`${lines.at(-1)}\n`);
        if (lines.length >= limits.lines) settle(() => resolve(true));
      });
    });
    const text = ["OK", ...lines].join("\n");
    return { text, ...(isCut && { cut: `the first ${lines.length} commands` }) };
  } finally {
    monitor.disconnect();
  }
}

const carriesPassword = /^(auth|hello|acl|migrate)$|^config$/i;

function shownWords(words: readonly string[]): readonly string[] {
  const [first = "", ...rest] = words;
  const isHidden = carriesPassword.test(first) && !(/^config$/i.test(first) && /^get$/i.test(rest[0] ?? ""));
  return isHidden && rest.length > 0 ? [quoted(first), "[hidden]"] : words.map(quoted);
}
