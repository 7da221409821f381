import * as operations from "../../operation/redis/operations.ts";
import type { PodPlace } from "../exec-in-pod.ts";
import { type Doing, type Output, type Reader, type Refused, reader, type Site } from "../target.ts";
import { findBigKeys } from "./big-keys.ts";
import type { RedisSession } from "./connection.ts";
import { hidePasswordHashes, withoutSecretLines, withoutSecretSettings } from "./hidden-settings.ts";
import { watchCommands } from "./monitor.ts";
import { type RedisParts, readRedis } from "./parts.ts";
import { printReply, printText } from "./print-reply.ts";
import { runCommand } from "./run-command.ts";
import { type PodCommand, redisCliInPod } from "./through-pod.ts";

type Connection = Omit<PodCommand, "words" | "through"> & { readonly through?: PodPlace | undefined };

/** Everything that looks into Redis. */
export function redisReaders(parts: RedisParts): readonly Reader[] {
  const look = (
    given: Connection,
    site: Site,
    doing: Doing,
    words: readonly string[],
    natively: (session: RedisSession) => Promise<Output | Refused>,
  ): Promise<Output | Refused> =>
    given.through
      ? redisCliInPod(parts, { ...given, through: given.through, words }, doing)
      : readRedis(parts, given, site, doing, natively);
  return [
    reader(operations.info, (given, site, doing) => {
      const words = ["INFO", ...given.sections];
      return look(given, site, doing, words, async ({ ask }) => printText(await ask(...words)));
    }),
    reader(operations.ping, (given, site, doing) =>
      look(given, site, doing, ["PING"], async ({ ask }) => printReply(await ask("PING"))),
    ),
    reader(operations.slowlog, (given, site, doing) => {
      const words = ["SLOWLOG", "GET", `${given.entries ?? 10}`];
      return look(given, site, doing, words, async ({ ask }) => printReply(await ask(...words)));
    }),
    reader(operations.configGet, async (given, site, doing) => {
      const words = ["CONFIG", "GET", ...given.parameters];
      const output = await look(given, site, { ...doing, emit: () => {} }, words, async ({ ask }) =>
        printReply(withoutSecretSettings(await ask(...words))),
      );
      return given.through && "text" in output ? { ...output, text: withoutSecretLines(output.text) } : output;
    }),
    reader(operations.bigKeys, (given, site, doing) =>
      look(given, site, doing, [given.by === "memory" ? "--memkeys" : "--bigkeys"], (session) =>
        findBigKeys(session, given.by, doing),
      ),
    ),
    reader(operations.monitor, (given, site, doing) =>
      given.through
        ? Promise.resolve({
            kind: "refused",
            reason: "MONITOR is only watched where the catalog binds the pod to a Redis",
          })
        : readRedis(parts, given, site, doing, (session) => watchCommands(session, doing)),
    ),
    reader(operations.command, async (given, site, doing) => {
      const isHidden = given.through !== undefined && /^acl$/i.test(given.command[0] ?? "");
      const quiet = isHidden ? { ...doing, emit: () => {} } : doing;
      const output = await look(given, site, quiet, given.command, (session) => runCommand(session, given.command));
      return isHidden && "text" in output ? { ...output, text: hidePasswordHashes(output.text) } : output;
    }),
  ];
}
