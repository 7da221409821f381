import type { JsonObject } from "./json.ts";
import type { Person, UserGroup } from "./state/types.ts";

/** How requests reach the app. */
export type DeliveryOption =
  | { readonly kind: "socket" }
  /** One address for events, commands and interactions; a bare origin gets `/slack/events`. */
  | { readonly kind: "http"; readonly url: string };

export interface ChannelOption {
  readonly name: string;
  readonly isPrivate?: boolean;
  readonly topic?: string;
  readonly purpose?: string;
  /** Names or ids of people; everybody of the team when absent. */
  readonly members?: readonly string[];
}

export interface CommandOption {
  readonly command: string;
  readonly hint: string;
  readonly description: string;
}

export interface ShortcutOption {
  readonly callbackId: string;
  readonly name: string;
  readonly kind: "global" | "message";
}

export interface WorkspaceOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly appName: string;
  readonly people: readonly Person[];
  readonly channels: readonly ChannelOption[];
  readonly userGroups: readonly UserGroup[];
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly scopes: readonly string[];
  /** Event types the app subscribed to. */
  readonly events: readonly string[];
  readonly delivery: DeliveryOption;
  readonly commands: readonly CommandOption[];
  readonly shortcuts: readonly ShortcutOption[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long the app has to acknowledge. */
  readonly ackTimeoutMs: number;
  /** Waits before the second, third and fourth delivery of an event. */
  readonly redeliveryDelaysMs: readonly number[];
  /** Panels of other parts of the sandbox, by path such as `/panel/clock`: asked without a body for their state, with one to act. */
  readonly panels: Readonly<Record<string, (body: unknown) => Promise<JsonObject>>>;
  /** Every Web API answer takes this much longer. */
  readonly latencyMs: number;
}
