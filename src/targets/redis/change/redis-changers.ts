import type { Changer } from "../../target.ts";
import type { RedisParts } from "../parts.ts";
import { commandChanger } from "./command.ts";
import { configSetChanger } from "./config-set.ts";
import { flushChanger } from "./flush.ts";

/** Everything that changes a Redis. */
export function redisChangers(parts: RedisParts): readonly Changer[] {
  return [configSetChanger(parts), flushChanger(parts), commandChanger(parts)];
}
