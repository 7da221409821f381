import { randomBytes } from "node:crypto";
import type { JsonObject } from "../slack/json.ts";
import { createApiServer } from "./api/create-server.ts";
import { createClock } from "./clock.ts";
import { recordEvent } from "./controllers/record-event.ts";
import { runControllers } from "./controllers/run-controllers.ts";
import type { Access } from "./failure.ts";
import { createStore } from "./store.ts";
import { badShare } from "./story/bad-share.ts";
import { tellClusterStory } from "./story/story.ts";
import type { World } from "./world.ts";

export interface SandboxClusterOptions {
  /** Milliseconds since 1970: the cluster's time. Without it, this machine's, `timeFactor` times faster. */
  readonly now?: () => number;
  /** How many times faster than real time `now` runs, as far as known. */
  readonly timeFactor?: number;
  /** 0 takes any free one. */
  readonly port?: number;
}

export interface SandboxCluster {
  /** `http://127.0.0.1:…`. Requests without a token are let in; a wrong one is refused with 401. */
  readonly url: string;
  readonly token: string;
  /** The text of a kubeconfig for it. */
  readonly kubeconfig: string;
  /** Whether the podcast API's Deployment in production runs the bad template: its connections leak. */
  isBadDeploy(): boolean;
  /** Share of the podcast API's ready pods in production that leak, 0 to 1: falls while a rollback goes on. */
  badShare(): number;
  /** An object as the cluster keeps it, by plural: `deployments`. */
  object(plural: string, namespace: string, name: string): JsonObject | undefined;
  objects(plural: string, namespace?: string): readonly JsonObject[];
  /** From now on what `rule` says yes to is answered 403. */
  forbid(rule: (access: { verb: string; plural: string; subresource: string; namespace: string }) => boolean): void;
  close(): Promise<void>;
}

/** A Kubernetes API on this machine, in this process, with controllers that really roll out and a story going on. */
export async function createSandboxCluster(options: SandboxClusterOptions = {}): Promise<SandboxCluster> {
  const { timeFactor = 1, port = 0 } = options;
  const clock = createClock(timeFactor, options.now);
  const rules: ((access: Access) => boolean)[] = [];
  const world: World = {
    store: createStore(),
    now: clock.now,
    after: clock.after,
    user: "incident-commander",
    token: randomBytes(16).toString("hex"),
    isForbidden: (access) => rules.some((rule) => rule(access)),
    record: (about, event) => recordEvent(world, about, event),
  };
  tellClusterStory(world);
  const stopControllers = runControllers(world);
  const server = createApiServer(world);
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", done);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : port}`;
  return {
    url,
    token: world.token,
    kubeconfig: kubeconfigFor(url, world.token),
    isBadDeploy: () => badShare(world).isBadTemplate,
    badShare: () => badShare(world).ofReadyPods,
    object: (plural, namespace, name) => world.store.get(plural, namespace, name),
    objects: (plural, namespace) => world.store.list(plural, namespace),
    forbid: (rule) => {
      rules.push(({ resource, ...access }) => rule({ ...access, plural: resource.plural }));
    },
    async close() {
      clock.stop();
      stopControllers();
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}

const kubeconfigFor = (url: string, token: string): string =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "sandbox", cluster: { server: url, "insecure-skip-tls-verify": true } }],
    users: [{ name: "sandbox", user: { token } }],
    contexts: [{ name: "sandbox", context: { cluster: "sandbox", user: "sandbox", namespace: "production" } }],
    "current-context": "sandbox",
  });
