import type { Delivery } from "../delivery/delivery.ts";
import { createSocketMode, type SocketMode } from "../delivery/socket-mode.ts";
import type { JsonObject } from "../json.ts";
import type { WorkspaceOptions } from "../workspace-options.ts";
import { type Changes, createChanges } from "./changes.ts";
import { createFaults, type FaultStore } from "./faults.ts";
import { createIds, type Ids } from "./ids.ts";
import { createPatience, type Patience } from "./patience.ts";
import { createTraffic, type Traffic } from "./traffic.ts";
import { createTriggers, type Triggers } from "./triggers.ts";
import type { ApiCall, Channel, Person, StoredFile, StoredView, UserGroup } from "./types.ts";

/** One workspace and everything in it. */
export interface World {
  readonly options: WorkspaceOptions;
  readonly now: () => number;
  readonly ids: Ids;
  readonly changes: Changes;
  readonly traffic: Traffic;
  readonly faults: FaultStore;
  readonly patience: Patience;
  readonly triggers: Triggers;
  readonly app: AppIdentity;
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly userGroups: Map<string, UserGroup>;
  readonly files: Map<string, StoredFile>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** Person → the modals open before them, the visible one last. */
  readonly modals: Map<string, StoredView[]>;
  /** Person → what the app published on their Home tab. */
  readonly homes: Map<string, StoredView>;
  /** Person and action → the options the app last offered for an external select. */
  readonly offeredOptions: Map<string, readonly JsonObject[]>;
  /** Person → the line their page shows for a few seconds. */
  readonly notices: Map<string, { readonly id: number; readonly text: string }>;
  readonly calls: ApiCall[];
  /** Where the server listens; set once it does. */
  url: string;
  delivery: Delivery;
  readonly socketMode: SocketMode;
}

export interface AppIdentity {
  readonly id: string;
  readonly name: string;
  readonly botId: string;
  readonly botUserId: string;
  /** Tests grant and revoke. */
  readonly scopes: Set<string>;
}

/** What a `response_url` still allows. */
export interface ResponseUrl {
  readonly channel: string;
  readonly person: string;
  readonly expiresAtMs: number;
  /** The message it came from, when there is one. */
  readonly messageTs?: string;
  usesLeft: number;
}

/** A workspace with its people and no channels. Requests go to Socket Mode until told otherwise. */
export function createWorld(options: WorkspaceOptions): World {
  const ids = createIds(options.now);
  const calls: ApiCall[] = [];
  const changes = createChanges(() => describeCalls(calls));
  const app: AppIdentity = {
    id: "A0SANDBOX1",
    name: options.appName,
    botId: "B0SANDBOX1",
    botUserId: "U0BOT00001",
    scopes: new Set(options.scopes),
  };
  const socketMode = createSocketMode({
    appId: app.id,
    ackTimeoutMs: options.ackTimeoutMs,
    nextId: (prefix) => ids.next(prefix),
    changed: () => changes.notify(),
  });
  const people = [...options.people, botPerson(app, options)];
  return {
    options,
    now: options.now,
    ids,
    changes,
    traffic: createTraffic(options.now),
    faults: createFaults(options.latencyMs),
    patience: createPatience(),
    triggers: createTriggers(options.now, ids),
    app,
    people: new Map(people.map((person) => [person.id, person])),
    channels: new Map(),
    userGroups: new Map(options.userGroups.map((group) => [group.id, group])),
    files: new Map(),
    responseUrls: new Map(),
    modals: new Map(),
    homes: new Map(),
    offeredOptions: new Map(),
    notices: new Map(),
    calls,
    url: "",
    delivery: socketMode,
    socketMode,
  };
}

function botPerson(app: AppIdentity, options: WorkspaceOptions): Person {
  return {
    id: app.botUserId,
    name: app.name,
    realName: app.name,
    email: "",
    title: "App",
    avatar: "🚨",
    kind: "bot",
    teamId: options.teamId,
  };
}

function describeCalls(calls: readonly ApiCall[]): string {
  const recent = calls.slice(-15).map((call) => `  ${call.method} → ${call.outcome} ${brief(call.args)}`);
  return recent.length === 0 ? "No Web API call was made." : `The last Web API calls:\n${recent.join("\n")}`;
}

function brief(args: JsonObject): string {
  const text = JSON.stringify(args);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
