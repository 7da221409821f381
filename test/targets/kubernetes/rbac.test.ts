import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { holderOf, type RightsHolder, rightsOf, ruleOf } from "../../../src/operation/kubernetes/rights.ts";
import { operationNames } from "../../../src/operation/registry.ts";
import { catalogOf, shippedFiles } from "../../catalog/catalog-files.ts";

const words = z.array(z.string());
const named = { metadata: z.object({ name: z.string(), namespace: z.string().optional() }) };
const document = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("Namespace"), ...named }),
  z.object({ kind: z.literal("ServiceAccount"), ...named }),
  z.object({
    kind: z.literal("ClusterRole"),
    ...named,
    rules: z.array(z.strictObject({ apiGroups: words, resources: words, verbs: words })),
  }),
  z.object({
    kind: z.enum(["RoleBinding", "ClusterRoleBinding"]),
    ...named,
    roleRef: z.object({ kind: z.literal("ClusterRole"), name: z.string() }),
    subjects: z.array(z.object({ kind: z.string(), name: z.string(), namespace: z.string() })),
  }),
]);
const file = (name: string) => new URL(`../../../manifests/kubernetes/${name}`, import.meta.url);
const documents = parseAllDocuments(readFileSync(file("rbac.yaml"), "utf8")).map((one) => document.parse(one.toJS()));

const stated = operationNames.flatMap((name) => rightsOf(name) ?? []);
const bindings = documents.flatMap((one) =>
  one.kind === "RoleBinding" || one.kind === "ClusterRoleBinding" ? [one] : [],
);

test.each<RightsHolder>(["reader", "changer", "nodes"])(
  "the %s is granted what the operations need, not one verb more or less",
  (holder) => {
    const needed = stated.filter((right) => holderOf(right) === holder).map(ruleOf);
    const granted = documents.flatMap((one) =>
      one.kind === "ClusterRole" && one.metadata.name === `incident-commander-${holder}`
        ? one.rules.flatMap(({ apiGroups, resources, verbs }) =>
            apiGroups.flatMap((group) =>
              resources.flatMap((resource) => verbs.map((verb) => ({ verb, group, resource }))),
            ),
          )
        : [],
    );
    const lines = (rules: typeof needed) =>
      rules.map(({ verb, group, resource }) => `${verb} ${group}/${resource}`).sort();
    expect(lines(granted)).toEqual([...new Set(lines(needed))]);
  },
);

test("nobody is granted everything, or what Secrets hold", () => {
  expect(readFileSync(file("rbac.yaml"), "utf8")).not.toMatch(/"\*"|'\*'|\[\*|^ *resources:.*\bsecrets|- secrets/m);
  expect(stated.filter((right) => right.includes("secret"))).toEqual([]);
});

test("changes are bound to the namespaces of the catalog and to no other, looking and nodes to the cluster", () => {
  const namespaces = catalogOf(shippedFiles()).services.flatMap(({ environments }) =>
    Object.values(environments).flatMap(({ kubernetes }) => [kubernetes?.namespace, kubernetes?.jobs?.namespace]),
  );
  const bound = bindings.map(({ kind, metadata, roleRef }) =>
    `${kind} ${roleRef.name} ${metadata.namespace ?? ""}`.trim(),
  );
  expect(bound.sort()).toEqual(
    [
      "ClusterRoleBinding incident-commander-nodes",
      "ClusterRoleBinding incident-commander-reader",
      ...[...new Set(namespaces)].flatMap((one) => (one ? [`RoleBinding incident-commander-changer ${one}`] : [])),
    ].sort(),
  );
});

test("all of it is for the one account that the Deployment runs as", () => {
  const account = { kind: "ServiceAccount", name: "incident-commander", namespace: "incident-commander" };
  for (const { subjects } of bindings) expect(subjects).toEqual([account]);
  expect(documents.filter(({ kind }) => kind === "ServiceAccount")).toMatchObject([
    { metadata: { name: account.name, namespace: account.namespace } },
  ]);
  expect(readFileSync(file("deployment.yaml"), "utf8")).toMatch(/^ {6}serviceAccountName: incident-commander$/m);
});
