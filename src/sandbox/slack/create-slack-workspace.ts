import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { defaultWorkspace } from "./default-workspace.ts";
import type { Delivery } from "./delivery/delivery.ts";
import { createSignedHttp } from "./delivery/signed-http.ts";
import { createPersonHand, findChannel, type PersonHand } from "./person-hand.ts";
import { createRouter } from "./server/router.ts";
import { createChannel, joinChannel } from "./state/channels.ts";
import type { Faults } from "./state/faults.ts";
import type { ApiCall, Channel, Message, Person, StoredFile, StoredView } from "./state/types.ts";
import { createWorld, type World } from "./state/world.ts";
import type { ChannelOption, DeliveryOption, WorkspaceOptions } from "./workspace-options.ts";

const WAIT_MS = 5000;

/** A running workspace: a server for the app and the page, hands for its people, questions about its state. */
export interface SlackWorkspace {
  /** Of the page. */
  readonly url: string;
  /** For `slackApiUrl`. */
  readonly apiUrl: string;
  readonly teamId: string;
  readonly botUserId: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** Every Web API call so far, oldest first. */
  readonly calls: readonly ApiCall[];
  readonly faults: Faults;
  /** The app's bot scopes; take one away to see what fails. */
  readonly scopes: Set<string>;
  /** Somebody's hands, by id or name. */
  as(person: string): PersonHand;
  person(idOrName: string): Person;
  channelByName(name: string): Channel | undefined;
  /** Lets somebody into a channel who cannot come in alone: a guest, a stranger through Slack Connect. */
  bringIn(person: string, channel: string): void;
  /** From now on these people, by id or name, are who is in a user group. */
  setGroup(handle: string, people: readonly string[]): void;
  /** By id or name, oldest first; also what only one person sees. */
  messages(channel: string): readonly Message[];
  /** The visible modal of a person. */
  modalOf(person: string): StoredView | undefined;
  homeOf(person: string): StoredView | undefined;
  file(id: string): StoredFile | undefined;
  /** The first truthy answer, asked now and after every change. Rejects, with the recent calls, after 5 s or `timeoutMs`. */
  waitFor<T>(condition: () => T, description: string, timeoutMs?: number): Promise<NonNullable<T>>;
  /** Changes how requests reach the app. */
  deliverTo(delivery: DeliveryOption): void;
  /** Whether the app can be reached: over HTTP always, over Socket Mode while it holds a connection. */
  isConnected(): boolean;
  /** Makes Socket Mode connections go away. */
  disconnect(reason?: "warning" | "refresh_requested" | "link_disabled"): void;
  stop(): Promise<void>;
}

/** Starts a strict local Slack on its own port. */
export async function createSlackWorkspace(given: Partial<WorkspaceOptions> = {}): Promise<SlackWorkspace> {
  const options = { ...defaultWorkspace(), ...given };
  const world = createWorld(options);
  for (const channel of options.channels) addChannel(world, channel);
  world.delivery = deliveryFor(world, options.delivery);
  const server = createServer(createRouter(world));
  server.on("upgrade", (request, socket, head) => world.socketMode.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  world.url = `http://${options.host}:${portOf(server.address())}`;
  return {
    ...questions(world),
    url: world.url,
    apiUrl: `${world.url}/api/`,
    teamId: options.teamId,
    botUserId: world.app.botUserId,
    botToken: options.botToken,
    appToken: options.appToken,
    signingSecret: options.signingSecret,
    calls: world.calls,
    faults: world.faults,
    scopes: world.app.scopes,
    as: (person) => createPersonHand(world, findPerson(world, person)),
    waitFor: (condition, description, timeoutMs = WAIT_MS) => world.changes.waitFor(condition, description, timeoutMs),
    deliverTo(delivery) {
      world.delivery = deliveryFor(world, delivery);
    },
    isConnected: () => world.delivery.isConnected(),
    disconnect: (reason = "refresh_requested") => world.socketMode.disconnect(reason),
    async stop() {
      world.patience.stop();
      world.delivery.stop();
      world.socketMode.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function questions(world: World) {
  return {
    person: (idOrName: string) => findPerson(world, idOrName),
    channelByName: (name: string) =>
      [...world.channels.values()].find((channel) => channel.name === name.replace(/^#/, "")),
    bringIn: (person: string, channel: string) =>
      joinChannel(world, findChannel(world, channel), findPerson(world, person).id),
    setGroup(handle: string, people: readonly string[]) {
      const group = [...world.userGroups.values()].find((one) => one.handle === handle);
      if (group === undefined) throw new Error(`There is no user group ${handle}`);
      world.userGroups.set(group.id, { ...group, users: people.map((person) => findPerson(world, person).id) });
    },
    messages: (channel: string) => findChannel(world, channel).messages,
    modalOf: (person: string) => world.modals.get(findPerson(world, person).id)?.at(-1),
    homeOf: (person: string) => world.homes.get(findPerson(world, person).id),
    file: (id: string) => world.files.get(id),
  };
}

function addChannel(world: World, option: ChannelOption): void {
  const team = [...world.people.values()].filter(({ kind }) => kind === "member");
  const members = option.members?.map((name) => findPerson(world, name)) ?? team;
  createChannel(world, {
    name: option.name,
    kind: option.isPrivate === true ? "private" : "public",
    creator: members[0]?.id ?? "",
    members: members.map(({ id }) => id),
    isGeneral: option.name === "general",
    topic: option.topic ?? "",
    purpose: option.purpose ?? "",
  });
}

function findPerson(world: World, idOrName: string): Person {
  const name = idOrName.toLowerCase();
  const found =
    world.people.get(idOrName) ?? [...world.people.values()].find((person) => person.name.toLowerCase() === name);
  if (found === undefined) throw new Error(`There is nobody called ${idOrName}`);
  return found;
}

function deliveryFor(world: World, option: DeliveryOption): Delivery {
  switch (option.kind) {
    case "socket":
      return world.socketMode;
    case "http": {
      const { signingSecret, ackTimeoutMs, now } = world.options;
      return createSignedHttp({ url: option.url, signingSecret, ackTimeoutMs, now });
    }
  }
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}
