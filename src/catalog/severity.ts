import type { z } from "zod";
import { duration, responseTime } from "./duration.ts";
import { type DeepReadonly, list, mapping, name, oneOf, sentence, text } from "./fields.ts";

export const severity = mapping({
  /** `P0` … `P4`, as people write it. */
  level: text("a level such as P1", /^[A-Z]{1,4}\d$/),
  /** `Critical`, `High` … */
  name: name(),
  description: sentence(),
  examples: list(sentence()).default([]),
  responseTime: responseTime(),
  updateInterval: duration(),
  /** Who hears of an incident of this severity first: a phone, the channel, or the ticket queue. */
  notify: oneOf(["page", "channel", "ticket"]),
}).transform(({ updateInterval, ...rest }) => ({ ...rest, updateIntervalMinutes: updateInterval }));

export type Severity = DeepReadonly<z.output<typeof severity>>;
