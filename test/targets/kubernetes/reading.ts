import type { KubernetesDoor } from "../../../src/clients/kubernetes.ts";
import { kubernetesReaders } from "../../../src/targets/kubernetes/readers.ts";
import type { Output, Site } from "../../../src/targets/target.ts";

export interface Reading {
  /** Runs `kubernetes.<act>` and gives what it printed, or `refused: …`. */
  read(act: string, given: object, signal?: AbortSignal): Promise<string>;
  output(act: string, given: object, signal?: AbortSignal): Promise<Output>;
  /** What was shown while it ran, of all runs. */
  readonly shown: string[];
}

export const at = new Date("2026-11-21T12:00:00Z");

/** The readers over a door, in the namespace of a catalog. */
export function readingThrough(
  door: KubernetesDoor,
  namespace = "production",
  now: () => Date = () => at,
  context?: string,
): Reading {
  const readers = kubernetesReaders(door, { now, pauseMs: 5 });
  const shown: string[] = [];
  const run = async (act: string, given: object, signal = new AbortController().signal) => {
    const reader = readers.find(({ operation }) => operation === `kubernetes.${act}`);
    if (!reader) throw new Error(`no reader does ${act}`);
    return reader.run(given, siteIn(namespace, context), { signal, emit: (text) => shown.push(text) });
  };
  return {
    shown,
    async read(act, given, signal) {
      const output = await run(act, given, signal);
      return "text" in output ? output.text : `refused: ${output.reason}`;
    },
    async output(act, given, signal) {
      const output = await run(act, given, signal);
      if (!("text" in output)) throw new Error(output.reason);
      return output;
    },
  };
}

export function siteIn(namespace: string, context?: string): Site {
  const kubernetes = { namespace, context, deployments: [], podBindings: {}, manifests: {} };
  const environment = { kubernetes, healthChecks: [], ports: {}, hosts: {}, allowedHosts: [] };
  return {
    service: "podcast-analytics",
    environmentName: "production",
    links: {},
    environment: { ...environment, variables: {}, secretVariables: {} },
  };
}
