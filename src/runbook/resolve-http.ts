import type { Environment } from "../catalog/types.ts";
import type { Operation } from "../operation/definition.ts";
import type { Place, Resolved } from "./resolve-target.ts";

/** Addresses: what a written host stands for, and whether the catalog lets it be reached. */
export function resolveHttp(
  family: "prometheus" | "alertmanager" | "http",
  operation: Operation,
  place: Place,
): Resolved {
  if (family === "http") return resolveAddress(operation, place);
  const { host, ...rest } = operation.arguments;
  const server = place.environment[family];
  if (!server) return { kind: "refused", reason: `the catalog names no ${family} for ${place.environmentName}` };
  const means = typeof host === "string" ? (meaningOf(place.environment, host) ?? host) : server.url;
  if (originOf(means) !== originOf(server.url)) {
    return {
      kind: "refused",
      reason: `${String(host)} is not the ${family} of ${place.environmentName}; the catalog may say so in hosts`,
    };
  }
  return {
    kind: "resolved",
    operation: { ...operation, arguments: rest },
    target: `${family}/${place.environmentName}`,
  };
}

function resolveAddress(operation: Operation, { environment, environmentName }: Place): Resolved {
  const written = String(operation.arguments.url);
  const [, scheme = "http:", host = "", rest = ""] = /^(https?:)\/\/([^/?#]+)(.*)$/i.exec(written) ?? [];
  const meaning = meaningOf(environment, host);
  const address = meaning === undefined ? `${scheme}//${host}${rest}` : meaning.replace(/\/+$/, "") + rest;
  const reached = originOf(address);
  if (isForbidden(reached))
    return {
      kind: "refused",
      reason: `${reached} is an address of the cloud itself, which is never reached`,
    };
  const known = [...environment.allowedHosts, ...environment.healthChecks.map(({ url }) => originOf(url))];
  if (!known.includes(reached))
    return { kind: "refused", reason: `${reached} is not in allowedHosts of ${environmentName}` };
  return {
    kind: "resolved",
    operation: { ...operation, arguments: { ...operation.arguments, url: address } },
    target: `http/${reached}`,
  };
}

function meaningOf(environment: Environment, host: string): string | undefined {
  return Object.hasOwn(environment.hosts, host) ? environment.hosts[host] : undefined;
}

function originOf(address: string): string {
  return address
    .replace(/^https?:\/\//i, "")
    .replace(/[/?#].*$/s, "")
    .toLowerCase();
}

// Link-local and the cloud's metadata, and numbers that could hide either; every other address must be listed.
function isForbidden(host: string): boolean {
  const name = host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  return /^(169\.254\.|fe80:|::|0x|0\d|\d+$|metadata(\.google\.internal)?$)/i.test(name);
}
