import type { Catalog, Environment, Service } from "../catalog/types.ts";

/** Where the parts of the story listen on this machine. */
export interface StoryAddresses {
  readonly prometheus: string;
  /** The podcast API, as well or as badly as it is. */
  readonly podcastApi: string;
  /** Everything else, which is well. */
  readonly wellApi: string;
}

/** The shipped catalog with every address of its targets on this machine: nothing of it reaches the outside. */
export function catalogInSandbox(catalog: Catalog, addresses: StoryAddresses): Catalog {
  return { ...catalog, services: catalog.services.map((service) => serviceInSandbox(service, addresses)) };
}

function serviceInSandbox(service: Service, addresses: StoryAddresses): Service {
  const environments = Object.entries(service.environments).map(([name, environment]) => {
    const isStory = service.key === "podcast-analytics" && name === "production";
    return [name, environmentInSandbox(environment, addresses, isStory)] as const;
  });
  return { ...service, environments: Object.fromEntries(environments) };
}

function environmentInSandbox(environment: Environment, addresses: StoryAddresses, isStory: boolean): Environment {
  const { prometheus, podcastApi, wellApi } = addresses;
  const api = isStory ? podcastApi : wellApi;
  const here = (address: string): string => `${api}${new URL(address).pathname.replace(/\/$/, "")}`;
  return {
    ...environment,
    ...(environment.prometheus && { prometheus: { ...environment.prometheus, url: prometheus } }),
    ...(environment.prometheus && { alertmanager: { name: "Alertmanager", url: prometheus } }),
    healthChecks: environment.healthChecks.map((check) => ({ ...check, url: here(check.url) })),
    hosts: {
      ...Object.fromEntries(environment.allowedHosts.map((host) => [host, api])),
      ...Object.fromEntries(Object.entries(environment.hosts).map(([host, url]) => [host, here(url)])),
      ...(environment.prometheus && { [new URL(environment.prometheus.url).host]: prometheus }),
    },
    allowedHosts: [prometheus, api].map((address) => new URL(address).host),
  };
}
