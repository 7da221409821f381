import type { JsonObject } from "../slack/json.ts";
import type { Access } from "./failure.ts";
import type { Store } from "./store.ts";

/** What everything in the cluster shares. */
export interface World {
  readonly store: Store;
  /** Milliseconds since 1970, as the cluster writes times. */
  now(): number;
  /** Does something after so many milliseconds of the cluster's time; never once the cluster is closed. */
  after(ms: number, work: () => void): void;
  readonly user: string;
  readonly token: string;
  /** Whether nobody may do this just now. */
  isForbidden(access: Access): boolean;
  /** Writes down an event about an object, or counts it again. */
  record(about: JsonObject, event: RecordedEvent): void;
}

export interface RecordedEvent {
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
  /** `kubelet`, `deployment-controller`. */
  readonly component: string;
  readonly host?: string | undefined;
  /** `spec.containers{api}`. */
  readonly fieldPath?: string | undefined;
}
