import type { Incident } from "./incident.ts";

/** No channel could be opened: the announcement and its thread stand in for it. A private incident is announced nowhere. */
export function isWithoutChannel({ channel, isPrivate, parts }: Incident): boolean {
  return !channel && !isPrivate && parts.channel?.kind === "failed";
}
