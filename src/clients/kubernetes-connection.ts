import { createHash } from "node:crypto";
import type { RequestOptions } from "node:https";
import { delimiter } from "node:path";
import type { KubeConfig } from "@kubernetes/client-node";
import { Agent, type Dispatcher, ProxyAgent } from "undici";
import { Fault } from "./fault.ts";

/** Where a cluster is known from: a kubeconfig (several, as in `KUBECONFIG=a:b`), the pod the bot runs in, or an address alone. */
export type KubernetesSource =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "in-cluster" }
  | { readonly kind: "server"; readonly url: string; readonly token?: string };

export interface KubernetesConnection {
  /** `https://10.0.0.1:6443`, without a slash at the end. */
  readonly server: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly dispatcher: Dispatcher;
  /** The same for a WebSocket: certificates, agent, headers. */
  readonly socketOptions: RequestOptions;
}

export interface KubernetesConnections {
  /** Throws a Fault when the context is not known or the kubeconfig cannot be used. */
  to(context: string | undefined): Promise<KubernetesConnection>;
  close(): Promise<void>;
}

/** Keeps one dispatcher for each cluster and user: the SDK would open new connections with every call. */
export function createKubernetesConnections(source: KubernetesSource): KubernetesConnections {
  const configs = new Map<string, Promise<KubeConfig>>();
  const dispatchers = new Map<string, Dispatcher>();
  return {
    async to(context) {
      const key = context ?? "";
      const loading = configs.get(key) ?? loadContext(source, context);
      configs.set(key, loading);
      const config = await loading.catch((error: unknown) => {
        configs.delete(key);
        throw error;
      });
      return connect(config, dispatchers);
    },
    async close() {
      const open = [...dispatchers.values()];
      dispatchers.clear();
      await Promise.all(open.map((dispatcher) => dispatcher.destroy()));
    },
  };
}

async function loadContext(source: KubernetesSource, context: string | undefined): Promise<KubeConfig> {
  // Half a second and 80 MB: only when a cluster is spoken to.
  const sdk = await import("@kubernetes/client-node");
  const config = new sdk.KubeConfig();
  switch (source.kind) {
    case "server": {
      const { url: server, token = "" } = source;
      config.loadFromClusterAndUser({ name: "server", server, skipTLSVerify: false }, { name: "bot", token });
      // One server is one cluster, whatever the catalog calls it.
      return allowPlainHttp(config);
    }
    case "in-cluster":
      config.loadFromCluster();
      if (context !== undefined) throw unknownContext(context, ["the cluster the bot runs in, which needs no name"]);
      return config;
    case "file":
      readFiles(source.path, config, () => new sdk.KubeConfig());
      if (context !== undefined) {
        const names = config.getContexts().map(({ name }) => name);
        if (!names.includes(context)) throw unknownContext(context, names);
        config.setCurrentContext(context);
      }
      return allowPlainHttp(config);
  }
}

function readFiles(paths: string, config: KubeConfig, another: () => KubeConfig): void {
  try {
    const [first = "", ...more] = paths.split(delimiter).filter((path) => path !== "");
    config.loadFromFile(first);
    for (const path of more) {
      const other = another();
      other.loadFromFile(path);
      config.mergeConfig(other, true);
    }
  } catch (error) {
    throw configFault(`the kubeconfig cannot be read (${nameOf(error)})`);
  }
}

/** The SDK speaks to an http: address only when asked not to check certificates, of which there are none. */
function allowPlainHttp(config: KubeConfig): KubeConfig {
  const clusters = config.getClusters().map((cluster) => {
    return cluster.server.startsWith("http:") ? { ...cluster, skipTLSVerify: true } : cluster;
  });
  config.loadFromOptions({
    clusters,
    contexts: config.getContexts(),
    users: config.getUsers(),
    currentContext: config.getCurrentContext(),
  });
  return config;
}

async function connect(config: KubeConfig, dispatchers: Map<string, Dispatcher>): Promise<KubernetesConnection> {
  const cluster = config.getCurrentCluster();
  if (!cluster) throw configFault("the kubeconfig names no cluster for its context");
  const socketOptions: RequestOptions = {};
  try {
    await config.applyToHTTPSOptions(socketOptions);
  } catch (error) {
    throw configFault(`the credentials of the bot for the cluster cannot be used (${nameOf(error)})`);
  }
  const { ca, cert, key, rejectUnauthorized, servername, passphrase } = socketOptions;
  const tls = { ca, cert, key, rejectUnauthorized, servername, passphrase };
  const given = Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined));
  const options = config.createDispatcherOptions(cluster, given);
  // A rotated certificate is another connection; a rotated token is not.
  const id = createHash("sha256")
    .update(JSON.stringify([cluster.name, config.getCurrentUser()?.name, options]))
    .digest("hex");
  const dispatcher = dispatchers.get(id) ?? createDispatcher(options);
  dispatchers.set(id, dispatcher);
  return { server: cluster.server.replace(/\/+$/, ""), headers: headersOf(socketOptions), dispatcher, socketOptions };
}

function createDispatcher(options: ReturnType<KubeConfig["createDispatcherOptions"]>): Dispatcher {
  switch (options.type) {
    case "none":
      return new Agent();
    case "agent":
      return new Agent({ connect: withoutPlace(options.connect) });
    case "proxy":
      return new ProxyAgent({ uri: options.uri, requestTls: withoutPlace(options.requestTls) });
    case "socks":
      throw configFault("the kubeconfig names a SOCKS proxy, which is not supported");
  }
}

/** Two fields that the SDK never sets and undici types more narrowly. */
function withoutPlace<T extends { port?: unknown; timeout?: unknown }>({ port: _port, timeout: _timeout, ...rest }: T) {
  return rest;
}

function headersOf({ headers, auth }: RequestOptions): Record<string, string> {
  const pairs = Object.entries(headers ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
  if (auth) pairs.push(["Authorization", `Basic ${Buffer.from(auth).toString("base64")}`]);
  return Object.fromEntries(pairs);
}

function unknownContext(context: string, known: readonly string[]): Fault {
  return new Fault(`the kubeconfig has no context ${context}; it has ${known.join(", ") || "none"}`, {
    service: "kubernetes",
    code: "UnknownContext",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: "Correct the context in the catalog, or add it to the kubeconfig.",
  });
}

function configFault(message: string): Fault {
  return new Fault(message, {
    service: "kubernetes",
    code: "Kubeconfig",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: "Correct the kubeconfig that the bot was started with.",
  });
}

/** Its name alone: the message of a parser quotes the file, and with it a token. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
