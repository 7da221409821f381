import type { Catalog } from "../catalog/types.ts";
import type { KubernetesSource } from "../clients/kubernetes-connection.ts";
import { loadFamilies } from "../families.ts";
import type { Family, LookUp } from "../targets/target.ts";
import { catalogInSandbox } from "./catalog-in-sandbox.ts";
import { createSandboxCloud } from "./cloud/create-sandbox-cloud.ts";
import { createSandboxCluster, type SandboxCluster } from "./cluster/create-sandbox-cluster.ts";
import { type PodcastDatabase, preparePodcastDatabase } from "./podcast-database/prepare-podcast-database.ts";
import { createSandboxHealth } from "./prometheus/create-sandbox-health.ts";
import { createSandboxPrometheus } from "./prometheus/create-sandbox-prometheus.ts";
import { startSandboxRedis } from "./redis.ts";

export interface SandboxTargetsOptions {
  readonly catalog: Catalog;
  /** Of the sandbox's own Postgres. */
  readonly databaseUrl: string;
  /** A real cluster to be used instead of the sandbox's. */
  readonly kubeconfig?: string | undefined;
  /** The time of incidents, milliseconds since 1970, and how many times faster it runs at first. */
  readonly now: () => number;
  readonly timeFactor: number;
}

export interface SandboxTargets {
  /** The catalog with the addresses of these targets. */
  readonly catalog: Catalog;
  readonly families: () => Promise<readonly Family[]>;
  close(): Promise<void>;
}

/** What the story happens to: a cluster, a database, a Prometheus, a cloud, and a Redis where one is installed. */
export async function startSandboxTargets(options: SandboxTargetsOptions): Promise<SandboxTargets> {
  const { catalog, databaseUrl, kubeconfig, now, timeFactor } = options;
  const cluster = kubeconfig === undefined ? await createSandboxCluster({ now, timeFactor }) : undefined;
  const isBad = () => cluster?.isBadDeploy() ?? true;
  const [prometheus, podcastApi, wellApi, cloud, database, redis] = await Promise.all([
    createSandboxPrometheus({ now, isBad }),
    createSandboxHealth({ isBad }),
    createSandboxHealth({ isBad: () => false }),
    createSandboxCloud({ now }),
    preparePodcastDatabase(databaseUrl, { now: new Date(now()) }),
    startSandboxRedis(),
  ]);
  const stopHealing = healAfterRollback(database, isBad);
  const source = sourceOf(cluster, kubeconfig);
  const lookUp = lookUpIn(catalog, { database: database.url, redis: redis?.url });
  return {
    catalog: catalogInSandbox(catalog, {
      prometheus: prometheus.url,
      podcastApi: podcastApi.url,
      wellApi: wellApi.url,
    }),
    families: () => loadFamilies({ kubernetes: source, awsEndpoint: cloud.url, lookUp, now }),
    async close() {
      stopHealing();
      await database.close();
      await Promise.all([prometheus, podcastApi, wellApi, cloud, cluster, redis].map((part) => part?.close()));
    },
  };
}

function sourceOf(cluster: SandboxCluster | undefined, path: string | undefined): KubernetesSource | undefined {
  if (path !== undefined) return { kind: "file", path };
  return cluster && { kind: "server", url: cluster.url, token: cluster.token };
}

const lookEveryMs = 500;

/** The database gets well when the bad release is gone. */
function healAfterRollback(database: PodcastDatabase, isBad: () => boolean): () => void {
  const looking = setInterval(() => {
    if (!isBad()) void database.heal();
  }, lookEveryMs).unref();
  return () => clearInterval(looking);
}

/** What the environment would say: the podcast's database in production, and one Redis for everybody. */
function lookUpIn(catalog: Catalog, urls: { readonly database: string; readonly redis: string | undefined }): LookUp {
  const environments = catalog.services.flatMap(({ environments: all }) => Object.values(all));
  const podcast = catalog.services.find(({ key }) => key === "podcast-analytics")?.environments.production;
  return (variable) => {
    if (variable === podcast?.postgres?.urlVariable) return urls.database;
    if (environments.some(({ redis }) => redis?.urlVariable === variable)) return urls.redis;
    return /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY)$/.test(variable) ? "sandbox" : undefined;
  };
}
