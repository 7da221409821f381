import type { Catalog } from "../catalog/types.ts";
import type { SlackCaller } from "../clients/slack.ts";
import type { Queryable } from "../store/pool.ts";
import type { Channels } from "./channels.ts";

/** What every performer works with. */
export interface EffectContext {
  readonly db: Queryable;
  readonly slack: SlackCaller;
  readonly channels: Channels;
  readonly catalog: () => Catalog;
  readonly log: { info(details: object, message: string): void; warn(details: object, message: string): void };
}
