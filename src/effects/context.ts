import type { Catalog } from "../catalog/types.ts";
import type { SendMail } from "../clients/mail.ts";
import type { SlackCaller } from "../clients/slack.ts";
import type { Shelf } from "../shelf.ts";
import type { Queryable } from "../store/pool.ts";
import type { Channels } from "./channels.ts";
import type { Pagers } from "./pagers.ts";
import type { Runs } from "./runs.ts";

/** What every performer works with. */
export interface EffectContext {
  readonly db: Queryable;
  readonly slack: SlackCaller;
  readonly channels: Channels;
  readonly pagers: Pagers;
  /** Absent where no mail server is configured. */
  readonly sendMail?: SendMail | undefined;
  readonly catalog: () => Catalog;
  readonly runbooks: Shelf;
  readonly runs: Runs;
  readonly log: { info(details: object, message: string): void; warn(details: object, message: string): void };
}
