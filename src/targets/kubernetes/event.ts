import { ageOf } from "./age.ts";
import { type JsonObject, numberAt, objectAt, textAt } from "./change/json.ts";

/** `5m`, or `10s (x12 over 5m)` of one that happened again. */
export function eventAge(event: JsonObject, now: Date): string {
  const last = ageOf(lastSeen(event), now);
  const times = numberAt(event, "series", "count") ?? numberAt(event, "count") ?? 1;
  return times > 1 ? `${last} (x${times} over ${ageOf(firstSeen(event), now)})` : last;
}

export function inOrderOfTime(events: readonly JsonObject[]): readonly JsonObject[] {
  return [...events].sort((one, other) => Date.parse(lastSeen(one)) - Date.parse(lastSeen(other)));
}

/** `Pod/api-1`. */
export function involvedName(event: JsonObject): string {
  const involved = objectAt(event, "involvedObject");
  return `${textAt(involved, "kind")}/${textAt(involved, "name")}`;
}

/** `kubelet, node-1`. */
export function reporterOf(event: JsonObject): string {
  const component = textAt(event, "source", "component") || textAt(event, "reportingComponent");
  const host = textAt(event, "source", "host");
  return [component, host].filter((part) => part !== "").join(", ");
}

function lastSeen(event: JsonObject): string {
  return (
    textAt(event, "series", "lastObservedTime") ||
    textAt(event, "lastTimestamp") ||
    textAt(event, "eventTime") ||
    textAt(event, "metadata", "creationTimestamp")
  );
}

function firstSeen(event: JsonObject): string {
  return textAt(event, "firstTimestamp") || textAt(event, "eventTime") || lastSeen(event);
}
