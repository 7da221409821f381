import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { realCluster } from "../targets/kubernetes-change/real-cluster.ts";
import type { SiteParts } from "../targets/kubernetes-change/site.ts";

const role = z.looseObject({ kind: z.literal("ClusterRole"), metadata: z.object({ name: z.string() }) });
const rbac = new URL("../../manifests/kubernetes/rbac.yaml", import.meta.url);
const roles = () =>
  parseAllDocuments(readFileSync(rbac, "utf8")).flatMap((one) => role.safeParse(one.toJS()).data ?? []);

/** A namespace of a real cluster that the bot changes with the rights that are shipped, and an administrator looks at. */
export function boundBot(namespace: string, files: SiteParts["files"] = {}) {
  const cluster = realCluster(namespace, { files, context: "bot" });
  const { kubectl } = cluster;
  const bindings = ["incident-commander-reader", "incident-commander-nodes"].map((name) => ({
    ...binding("ClusterRoleBinding", name),
    metadata: { name: `${name}-${namespace}` },
  }));
  const changer = {
    ...binding("RoleBinding", "incident-commander-changer"),
    metadata: { name: "incident-commander-changer", namespace },
  };
  return {
    ...cluster,
    async open() {
      await cluster.open();
      for (const object of [...roles(), ...bindings, changer]) await cluster.write(object);
      for (const right of ["patch deployments", "list pods", "patch nodes"])
        await granted(() => kubectl("auth", "can-i", ...right.split(" "), "--as=incident-commander"));
    },
    async close() {
      for (const { metadata } of bindings) await kubectl("delete", "clusterrolebinding", metadata.name);
      for (const { metadata } of roles()) await kubectl("delete", "clusterrole", metadata.name);
      await cluster.close();
    },
  };
}

const binding = (kind: string, name: string) => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind,
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
  subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "incident-commander" }],
});

// The server learns of new rights a moment after they are written.
async function granted(ask: () => Promise<string>): Promise<void> {
  for (let tries = 0; tries < 50; tries++) if ((await ask().catch(() => "no")) === "yes") return;
  throw new Error("the cluster does not grant what rbac.yaml says");
}
