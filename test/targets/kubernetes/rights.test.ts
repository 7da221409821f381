import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Fault } from "../../../src/clients/fault.ts";
import { createKubernetesDoor, type KubernetesDoor } from "../../../src/clients/kubernetes.ts";
import { rightsOf, ruleOf } from "../../../src/operation/kubernetes/rights.ts";
import { operationNames } from "../../../src/operation/registry.ts";
import { createSandboxCluster, type SandboxCluster } from "../../../src/sandbox/cluster/create-sandbox-cluster.ts";
import { resources } from "../../../src/sandbox/cluster/resources.ts";
import { jobBench } from "../job/job-bench.ts";
import { jobSite } from "../job/job-site.ts";
import { type ChangeBench, changeBench } from "../kubernetes-change/change-bench.ts";
import { type Reading, readingThrough } from "./reading.ts";
import { recordingDoor } from "./recording-door.ts";
import { manifestsOf, subjects } from "./subjects.ts";

let cluster: SandboxCluster;
let plain: KubernetesDoor;
let asked: Set<string>;
let reading: Reading;
let bench: ChangeBench;
let jobs: ReturnType<typeof jobBench>;
let later: ReturnType<typeof jobBench>;
let node = "";

beforeAll(async () => {
  cluster = await createSandboxCluster({ timeFactor: 5 });
  plain = createKubernetesDoor({ kind: "server", url: cluster.url, token: cluster.token });
  const recorded = recordingDoor(plain);
  asked = recorded.asked;
  reading = readingThrough(recorded.door, "production");
  bench = changeBench(recorded.door, "production", 20, { files: manifestsOf("production") });
  jobs = jobBench(recorded.door, jobSite("production"));
  later = jobBench(recorded.door, jobSite("production"), { now: () => Date.now() + 24 * 60 * 60_000 });
  node = Object(cluster.objects("nodes").find((one) => !Object(one).spec.unschedulable)).metadata.name;
  for (const { path, object } of subjects("production")) {
    await plain.json(undefined, { method: "POST", path, body: object, signal: AbortSignal.timeout(60_000) });
  }
});
afterAll(async () => {
  await plain.close();
  await cluster.close();
});

const served = new Set([...resources.map(({ plural }) => plural), "pods.metrics.k8s.io", "nodes.metrics.k8s.io"]);
const isServed = (right: string) => served.has(ruleOf(right).resource.split("/")[0] ?? "");
const kindsOf = (operation: string, verb: string) =>
  (rightsOf(`kubernetes.${operation}`) ?? []).flatMap((right) => {
    const [word, kind = ""] = right.split(" ");
    return word === verb && !kind.includes("/") ? [kind] : [];
  });
const workloads = ["deployment", "statefulset", "daemonset"].map((kind) => ({ [kind]: "subject" }));

/** What is not there is asked for all the same. */
async function look(act: string, given: object, signal?: AbortSignal): Promise<void> {
  await reading.read(act, given, signal).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
  });
}

async function lookAtEach(act: string, given: (kind: string) => object): Promise<void> {
  await Promise.all(kindsOf(act, "get").map((kind) => look(act, given(kind))));
}

/** Previewed, run and looked at afterwards. */
async function change(operation: string, given: object): Promise<void> {
  const shown = await bench.previewed(operation, given);
  await bench.run(operation, given, shown);
  await bench.inspect(operation, given, shown);
}

async function changeEach(operation: string, all: readonly object[]): Promise<void> {
  for (const given of all) await change(operation, given);
}

const each = (operation: string, verb: string, given: (kind: string) => object) =>
  changeEach(operation, kindsOf(operation, verb).map(given));

/** The machine may be crowded. */
const patiently = 20_000;
const facts = ["version", "cluster-info", "api-resources", "api-versions", "healthz", "livez", "readyz"];
const subject = { names: ["subject"] };
const taints = [{ key: "disk", value: "full", effect: "NoSchedule" }];

/** Everything an operation can ask for, by its name; in this order, since what is deleted is gone. */
const scenes: Readonly<Record<string, () => Promise<void>>> = {
  async get() {
    const ended = new AbortController();
    const kinds = kindsOf("get", "watch");
    await lookAtEach("get", (kind) => ({ resources: [kind], names: ["subject"] }));
    const watching = kinds.map((kind) => look("get", { resources: [kind], names: [], watch: true }, ended.signal));
    const watchable = kinds.filter((kind) => isServed(`watch ${kind}`));
    await vi.waitFor(
      () => expect([...asked].filter((one) => one.startsWith("watch")).length).toBe(watchable.length),
      patiently,
    );
    ended.abort();
    await Promise.all(watching);
  },
  async describe() {
    await lookAtEach("describe", (resource) => ({ resource, names: ["subject"] }));
    await lookAtEach("describe", (resource) => ({ resource, names: [], selector: "app=nobody" }));
  },
  async events() {
    const ended = new AbortController();
    const watching = look("events", { watch: true }, ended.signal);
    await vi.waitFor(() => expect(asked).toContain("watch events"), patiently);
    ended.abort();
    await watching;
  },
  async top() {
    for (const resource of ["pods", "nodes"]) await look("top", { resource, names: [] });
  },
  async logs() {
    for (const resource of kindsOf("logs", "get")) await look("logs", { resource, target: "subject" });
    await look("logs", { resource: "pods", selector: "app=subject" });
  },
  async wait() {
    await lookAtEach("wait", (resource) => ({ resource, names: ["nobody"], for: "delete" }));
    await lookAtEach("wait", (resource) => ({ resource, names: [], selector: "app=nobody", for: "delete" }));
  },
  "can-i": () => look("can-i", { verb: "list", resource: "secrets" }),
  async "cluster-facts"() {
    for (const one of facts) await look("cluster-facts", { facts: one });
  },
  async "rollout-status"() {
    for (const one of workloads) await look("rollout-status", { ...one, watch: false });
  },
  async "rollout-history"() {
    for (const one of workloads) await look("rollout-history", one);
  },
  async exec() {
    for (const kind of kindsOf("exec", "get")) {
      const pod = kind === "pods" ? "subject" : `${kind.split(".")[0]}/subject`;
      await look("exec", { pod, command: ["ls"] });
      const destructive = { pod, command: ["reboot"] };
      await bench.run("exec", destructive, await bench.previewed("exec", destructive)).catch(() => undefined);
    }
  },
  "set-image": () =>
    changeEach(
      "set-image",
      workloads.map((one) => ({ ...one, images: { "*": `${Object.keys(one)}:2` } })),
    ),
  async "rollout-undo"() {
    for (const one of workloads) await vi.waitFor(() => bench.previewed("rollout-undo", one), patiently);
    await changeEach("rollout-undo", workloads);
  },
  "set-env": () =>
    changeEach(
      "set-env",
      workloads.map((one) => ({ ...one, variables: { POOL: "7" } })),
    ),
  "set-resources": () =>
    changeEach(
      "set-resources",
      workloads.map((one) => ({ ...one, limits: { cpu: "1" } })),
    ),
  "rollout-restart": () => changeEach("rollout-restart", workloads),
  "rollout-pause": () => change("rollout-pause", { deployment: "subject" }),
  "rollout-resume": () => change("rollout-resume", { deployment: "subject" }),
  scale: () =>
    changeEach(
      "scale",
      workloads.slice(0, 2).map((one) => ({ ...one, replicas: 2 })),
    ),
  autoscale: () =>
    changeEach(
      "autoscale",
      workloads.slice(0, 2).map((one) => ({ ...one, maximum: 3, name: `for-${Object.keys(one)}` })),
    ),
  label: () =>
    each("label", "patch", (resource) => ({
      resource,
      ...(resource === "nodes" ? { names: [node] } : subject),
      labels: { a: "b" },
    })),
  annotate: () =>
    each("annotate", "patch", (resource) => ({
      resource,
      ...(resource === "nodes" ? { names: [node] } : subject),
      annotations: { a: "b" },
    })),
  async patch() {
    const merge = { target: "subject", type: "merge" };
    await each("patch", "patch", (resource) => ({ ...merge, resource, patch: '{"metadata":{"labels":{"c":"d"}}}' }));
    for (const resource of ["deployments", "statefulsets"])
      await change("patch", { ...merge, resource, subresource: "scale", patch: '{"spec":{"replicas":4}}' });
  },
  "create-job": () => change("create-job", { job: "by-hand", fromCronJob: "subject" }),
  async delete() {
    await each("delete", "delete", (resource) => ({ resource, ...subject, cascade: "background" }));
    await each("delete", "delete", (resource) => ({ resource, names: [], selector: "app=second" }));
  },
  cordon: () => change("cordon", { nodes: [node] }),
  uncordon: () => change("uncordon", { nodes: [node] }),
  taint: () => change("taint", { nodes: [node], taints }),
  drain: () =>
    change("drain", { nodes: [node], ignoreDaemonSets: true, deleteEmptyDirData: true, force: true, timeout: "1s" }),
  async apply() {
    for (const version of ["made", "changed"])
      for (const file of Object.keys(manifestsOf("production")).filter((name) => name.startsWith(version)))
        await change("apply", { file });
  },
};

test("every operation of a cluster says what it asks", () => {
  const named = operationNames.filter((name) => name.startsWith("kubernetes."));
  expect(named.filter((name) => rightsOf(name) === undefined)).toEqual([]);
  expect(
    Object.keys(scenes)
      .map((name) => `kubernetes.${name}`)
      .sort(),
  ).toEqual(named);
});

test("a program that runs as a Job asks for nothing else than it says", async () => {
  asked.clear();
  const program = "./scripts/clean.sh";
  const shown = await jobs.previewed(program);
  await jobs.run(program, shown);
  await jobs.inspect(program, shown);
  await later.run(program, await later.previewed(program));
  const stated = rightsOf("job.run") ?? [];
  expect([...asked].filter((right) => !stated.includes(right))).toEqual([]);
  // Events are looked at only while it has no pod.
  expect(stated.filter((right) => !asked.has(right) && right !== "list events")).toEqual([]);
});

test.each(Object.keys(scenes))("%s asks for what it says, and for nothing else", async (operation) => {
  asked.clear();
  await scenes[operation]?.();
  const stated = rightsOf(`kubernetes.${operation}`) ?? [];
  expect([...asked].filter((right) => !stated.includes(right))).toEqual([]);
  // Only a newer cluster than the sandbox's wants it beside the other.
  const onlyNewer = ["create pods/exec"];
  expect(stated.filter((right) => !asked.has(right) && isServed(right) && !onlyNewer.includes(right))).toEqual([]);
});
