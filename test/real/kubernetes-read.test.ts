import { execFileSync, spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKubernetesDoor } from "../../src/clients/kubernetes.ts";
import { type Reading, readingThrough } from "../targets/kubernetes/reading.ts";
import { fixture } from "./kubernetes-fixture.ts";

const kubeconfig = process.env.KUBECONFIG;
const missing = !kubeconfig
  ? "KUBECONFIG names no cluster"
  : spawnSync("kubectl", ["version", "--client"]).status === 0
    ? undefined
    : "kubectl is not on PATH";

const namespace = `reads-${process.pid}`;
const kubectl = (words: readonly string[], input?: string): string => {
  const run = spawnSync("kubectl", ["-n", namespace, ...words], { encoding: "utf8", ...(input ? { input } : {}) });
  return run.stdout + run.stderr.replace(/^Warning: .*\n/gm, "");
};
/** What moves between two readings: ages, and the widths that follow from them. */
const still = (text: string): string =>
  text
    .replace(/\b\d+[smhd](\d+[smhd])?\b/g, "AGE")
    .replace(/[ \t]+/g, " ")
    .replace(/ $/gm, "")
    .replaceAll("'", '"')
    .replace(/-{4,}/g, "----");
/** kubectl describes the keys of a ConfigMap or Secret in whatever order its map happens to have. */
const inAnyOrder = (line: string, text: string): string =>
  /^describe (cm|secret)/.test(line) ? text.split("\n").sort().join("\n") : text;

describe.skipIf(missing)(`kubectl is what reads are compared with${missing ? `: ${missing}` : ""}`, () => {
  const door = createKubernetesDoor({ kind: "file", path: kubeconfig ?? "" });
  let reading: Reading;

  beforeAll(() => {
    execFileSync("kubectl", ["apply", "-f", "-"], { input: fixture(namespace), stdio: ["pipe", "ignore", "ignore"] });
    const rollout = ["rollout", "status", "deploy/api", "--timeout=60s"];
    execFileSync("kubectl", ["-n", namespace, ...rollout], { stdio: "ignore" });
    execFileSync("kubectl", ["-n", namespace, "set", "image", "deploy/api", "api=api:2.0"], { stdio: "ignore" });
    execFileSync("kubectl", ["-n", namespace, ...rollout], { stdio: "ignore" });
    reading = readingThrough(door, namespace, () => new Date());
  });
  afterAll(async () => {
    spawnSync("kubectl", ["delete", "namespace", namespace, "--wait=false"]);
    await door.close();
  });

  const names: readonly string[] = [];
  const same: readonly (readonly [string, string, object])[] = [
    ["get pods", "get", { resources: ["pods"], names }],
    ["get pods -o wide", "get", { resources: ["pods"], names, output: { format: "wide" } }],
    ["get deploy,svc", "get", { resources: ["deployments", "services"], names }],
    ["get pods --show-labels -L app", "get", { resources: ["pods"], names, showLabels: true, labelColumns: ["app"] }],
    ["get pods -l app=api --no-headers", "get", { resources: ["pods"], names, selector: "app=api", noHeaders: true }],
    ["get rs --sort-by=.metadata.name", "get", { resources: ["replicasets"], names, sortBy: ".metadata.name" }],
    ["get jobs", "get", { resources: ["jobs"], names }],
    ["get svc api -o yaml", "get", { resources: ["services"], names: ["api"], output: { format: "yaml" } }],
    ["get cm settings -o json", "get", { resources: ["configmaps"], names: ["settings"], output: { format: "json" } }],
    ["get deploy,svc -o name", "get", { resources: ["deployments", "services"], names, output: { format: "name" } }],
    [
      'get pods -o jsonpath={range .items[*]}{.metadata.name}{"\\t"}{.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}',
      "get",
      { resources: ["pods"], names, output: { format: "jsonpath", template: "" } },
    ],
    [
      "get pods -o jsonpath={.items[0].spec.containers[*].image}",
      "get",
      { resources: ["pods"], names, output: { format: "jsonpath", template: "" } },
    ],
    [
      "get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image,NONE:.nothing",
      "get",
      { resources: ["pods"], names, output: { format: "custom-columns", template: "" } },
    ],
    ["get ns", "get", { resources: ["namespaces"], names }],
    ["get cronjobs,hpa,pdb -A", "get", { resources: ["cronjobs", "hpa", "pdb"], names, allNamespaces: true }],
    ["rollout history deploy/api", "rollout-history", { deployment: "api" }],
    ["rollout history deploy/api --revision=1", "rollout-history", { deployment: "api", revision: 1 }],
    ["rollout history sts/store", "rollout-history", { statefulset: "store" }],
    ["describe cm settings", "describe", { resource: "configmaps", names: ["settings"] }],
    ["describe secret credentials", "describe", { resource: "secrets", names: ["credentials"] }],
    ["describe pods -l app=store", "describe", { resource: "pods", names, selector: "app=store" }],
    ["describe deploy api", "describe", { resource: "deployments", names: ["api"] }],
    ["describe rs -l app=api", "describe", { resource: "replicasets", names, selector: "app=api" }],
    ["describe sts store", "describe", { resource: "statefulsets", names: ["store"] }],
    ["describe sts archive", "describe", { resource: "statefulsets", names: ["archive"] }],
    ["describe job once", "describe", { resource: "jobs", names: ["once"] }],
    ["auth can-i list secrets", "can-i", { verb: "list", resource: "secrets" }],
    ["get --raw /readyz?verbose", "cluster-facts", { facts: "readyz", verbose: true }],
  ];

  test.each(same)("%s prints the same", async (line, act, given) => {
    const [verbs = "", template] = line.split(/(?<=-o (?:jsonpath|custom-columns)=)/);
    const words = verbs.trim().split(" ");
    if (template !== undefined) words.push(`${words.pop() ?? ""}${template}`);
    const mine = JSON.parse(JSON.stringify(given), (key, value) => (key === "template" ? template : value));
    const ours = still(await reading.read(act, mine)).replaceAll("[19 bytes]", "not-for-the-channel");
    expect(inAnyOrder(line, ours)).toBe(inAnyOrder(line, still(kubectl(words))));
  });

  test("a DaemonSet says its namespace, too, which this kubectl leaves out", async () => {
    const ours = await reading.read("describe", { resource: "daemonsets", names: ["agent"] });
    expect(ours).toMatch(new RegExp(`^Namespace: +${namespace}$`, "m"));
    expect(still(ours.replace(/^Namespace:.*\n/m, ""))).toBe(still(kubectl(["describe", "ds", "agent"])));
  });

  test("the value of a Secret is in no form of output", async () => {
    for (const format of ["yaml", "json"]) {
      const output = { format };
      const text = await reading.read("get", { resources: ["secrets", "deployments"], names, output });
      expect(text).not.toMatch(/not-for-the-channel|bm90LWZvci10aGUtY2hhbm5lbA/);
      expect(text).toContain("[19 bytes]");
    }
  });

  test("a rollout is followed to its end, and a condition is waited for", async () => {
    expect(await reading.read("rollout-status", { deployment: "api" })).toContain('"api" successfully rolled out');
    const ready = { resource: "pods", names, selector: "app=api", for: "condition=Ready" };
    expect(await reading.read("wait", ready)).toMatch(/^pod\/api-\S+ condition met$/m);
  });

  test("what does not exist is said in words", async () => {
    await expect(reading.read("get", { resources: ["pods"], names: ["nope"] })).rejects.toThrow(
      '404: pods "nope" not found',
    );
  });
});
