import { z } from "zod";
import type { KubernetesDoor } from "./kubernetes.ts";
import type { KubernetesResource } from "./kubernetes-resources.ts";

/**
 * What a cluster serves: two questions since 1.26, before that one a group and version. The preferred version of a group comes first, so a kind
 * is taken in the first version that has it. A group whose server is away is left out.
 */
export async function discover(
  door: KubernetesDoor,
  context: string | undefined,
  signal: AbortSignal,
): Promise<readonly KubernetesResource[]> {
  const ask = (path: string, accept?: string) =>
    door.json(context, { method: "GET", path, signal, ...(accept ? { accept } : {}) });
  const [core, groups] = await Promise.all([ask("/api", aggregated), ask("/apis", aggregated)]);
  const wholes = [aggregatedList.safeParse(core), aggregatedList.safeParse(groups)];
  const found = wholes.every((one) => one.success)
    ? wholes.flatMap(({ data }) => data?.items.flatMap(readGroup) ?? [])
    : (
        await Promise.all(
          versionsOf(groups).map(({ path, ...at }) =>
            ask(path).then(
              (answer) => readVersion(answer, at),
              (error: unknown) => {
                if (signal.aborted) throw error;
                return [];
              },
            ),
          ),
        )
      ).flat();
  const seen = new Set<string>();
  return found.filter(({ group, plural }) => {
    const id = `${plural}.${group}`;
    return !seen.has(id) && seen.add(id);
  });
}

const aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

const words = z.array(z.string()).default([]);
const aggregatedList = z.object({
  kind: z.literal("APIGroupDiscoveryList"),
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string().default("") }).default({ name: "" }),
      versions: z.array(
        z.object({
          version: z.string(),
          resources: z
            .array(
              z.object({
                resource: z.string(),
                responseKind: z.object({ kind: z.string() }).optional(),
                scope: z.string(),
                singularResource: z.string().default(""),
                shortNames: words,
                categories: words,
                verbs: words,
              }),
            )
            .default([]),
        }),
      ),
    }),
  ),
});

function readGroup({ metadata, versions }: z.output<typeof aggregatedList>["items"][number]): KubernetesResource[] {
  return versions.flatMap(({ version, resources }) =>
    resources.map(({ resource, responseKind, scope, singularResource, ...rest }) => ({
      group: metadata.name,
      version,
      plural: resource,
      kind: responseKind?.kind ?? "",
      singular: singularResource,
      namespaced: scope === "Namespaced",
      ...rest,
    })),
  );
}

const groupList = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      versions: z.array(z.object({ version: z.string() })),
      preferredVersion: z.object({ version: z.string() }),
    }),
  ),
});

function versionsOf(
  answer: unknown,
): readonly { readonly path: string; readonly group: string; readonly version: string }[] {
  const ofGroups = groupList.parse(answer).groups.flatMap(({ name: group, versions, preferredVersion }) => {
    const others = versions.map(({ version }) => version).filter((version) => version !== preferredVersion.version);
    return [preferredVersion.version, ...others].map((version) => ({
      path: `/apis/${group}/${version}`,
      group,
      version,
    }));
  });
  return [{ path: "/api/v1", group: "", version: "v1" }, ...ofGroups];
}

const resourceList = z.object({
  resources: z.array(
    z.object({
      name: z.string(),
      singularName: z.string().default(""),
      namespaced: z.boolean(),
      kind: z.string(),
      shortNames: words,
      categories: words,
      verbs: words,
    }),
  ),
});

function readVersion(answer: unknown, at: { readonly group: string; readonly version: string }): KubernetesResource[] {
  return resourceList
    .parse(answer)
    .resources.filter(({ name }) => !name.includes("/"))
    .map(({ name, singularName, ...rest }) => ({ ...at, plural: name, singular: singularName, ...rest }));
}
