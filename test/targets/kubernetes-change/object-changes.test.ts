import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeBench } from "./change-bench.ts";
import { sandboxBench } from "./sandbox-bench.ts";

let bench: Awaited<ReturnType<typeof sandboxBench>>;
let node = "";
beforeAll(async () => {
  bench = await sandboxBench();
  node = Object(bench.cluster.objects("nodes").find((one) => !Object(one).spec.unschedulable)).metadata.name;
});
afterAll(() => bench.close());

const core = "/api/v1/namespaces/production";
const configMap = (name: string) =>
  bench.create(`${core}/configmaps`, {
    metadata: { name, labels: { app: "notes" } },
    data: { pool: "5", mode: "slow" },
  });

describe("each change is done once, and its undo brings back what was", () => {
  const at = { resource: "configmaps" };
  const changes: [string, string, (name: string) => object][] = [
    ["a label", "label", (name) => ({ ...at, names: [name], labels: { app: "other", "a/b": "c" }, overwrite: true })],
    ["an annotation", "annotate", (name) => ({ ...at, names: [name], annotations: { owner: "ana" } })],
    [
      "a merge patch",
      "patch",
      (name) => ({ ...at, target: name, type: "merge", patch: '{"data":{"pool":"9","mode":null}}' }),
    ],
    [
      "a JSON patch",
      "patch",
      (name) => ({ ...at, target: name, type: "json", patch: '[{"op":"replace","path":"/data/pool","value":"9"}]' }),
    ],
    [
      "a JSON patch that fits once",
      "patch",
      (name) => ({ ...at, target: name, type: "json", patch: '[{"op":"remove","path":"/data/mode"}]' }),
    ],
  ];
  test.each(changes)("%s", async (what, operation, givenFor) => {
    const name = what.toLowerCase().replaceAll(" ", "-");
    await configMap(name);
    const { labels, annotations, data } = await factsOf(name);
    const given = givenFor(name);
    const { shown, done } = await bench.change(operation, given);
    expect(await factsOf(name)).not.toEqual({ labels, annotations, data });
    expect(await bench.run(operation, given, shown)).toMatchObject({ kind: "refused" });
    await bench.undo(done);
    expect(await factsOf(name)).toEqual({ labels, annotations, data });
  });

  test("a patch that somebody takes back is not read back as done", async () => {
    await configMap("taken-back");
    const given = { ...at, target: "taken-back", type: "merge", patch: '{"data":{"pool":"9"}}' };
    const { shown } = await bench.change("patch", given);
    await bench.patch(`${core}/configmaps/taken-back`, { data: { pool: "5" } });
    const failed = { kind: "failed", text: expect.stringMatching(/somebody has changed it again/) };
    expect(await bench.verify("patch", given, shown)).toMatchObject(failed);
  });

  test("what was only held by a finalizer may be gone when that is taken off", async () => {
    const metadata = { name: "held", finalizers: ["example.com/held"] };
    await bench.create(`${core}/configmaps`, { metadata, data: {} });
    await bench.delete(`${core}/configmaps/held`);
    const given = { ...at, target: "held", type: "merge", patch: '{"metadata":{"finalizers":null}}' };
    const shown = await bench.previewed("patch", given);
    expect(await bench.run("patch", given, shown)).toMatchObject({ kind: "done" });
    await expect(bench.get(`${core}/configmaps/held`)).rejects.toThrow("not found");
    expect(await bench.verify("patch", given, shown)).toMatchObject({ kind: "verified" });
    expect(await bench.inspect("patch", given, shown)).toMatchObject({ kind: "unclear" });
  });

  test("nodes: closed, opened, tainted", async () => {
    const closed = await bench.change("cordon", { nodes: [node] });
    expect(await bench.refusal("cordon", { nodes: [node] })).toMatch(/nothing would change/);
    await bench.undo(closed.done);
    const taints = [{ key: "disk", value: "full", effect: "NoSchedule" }];
    const tainted = await bench.change("taint", { nodes: [node], taints });
    await bench.undo(tainted.done);
    expect(Object(await bench.get(`/api/v1/nodes/${node}`)).spec).not.toHaveProperty("taints.0");
  });
});

async function factsOf(name: string) {
  const { metadata, data } = Object(await bench.get(`${core}/configmaps/${name}`));
  return { labels: metadata.labels, annotations: metadata.annotations ?? {}, data };
}

describe("deleting", () => {
  const given = { resource: "configmaps", names: [], selector: "app=several" };
  const create = (name: string) =>
    bench.create(`${core}/configmaps`, { metadata: { name, labels: { app: "several" } }, data: {} });

  test("by selector ends what was listed: what is new stays, what was made anew stays", async () => {
    for (const name of ["one", "two"]) await create(name);
    const shown = await bench.previewed("delete", given);
    expect(shown.objects.map(({ name }) => name)).toEqual(["configmap/one", "configmap/two"]);
    await bench.delete(`${core}/configmaps/two`);
    for (const name of ["two", "three"]) await create(name);
    expect(await bench.run("delete", given, shown)).toMatchObject({ kind: "done" });
    expect(await bench.verify("delete", given, shown)).toMatchObject({ kind: "verified" });
    const left = bench.cluster.objects("configmaps", "production").map((one) => Object(one).metadata.name);
    expect(left).toEqual(expect.arrayContaining(["two", "three"]));
    expect(left).not.toContain("one");
  });

  test("what is not there is refused", async () => {
    expect(await bench.refusal("delete", { resource: "pods", names: ["nobody"] })).toBe("pod/nobody does not exist");
    expect(await bench.refusal("delete", { ...given, selector: "app=none" })).toMatch(/nothing would be deleted/);
  });
});

describe("secrets", () => {
  test("no value of a Secret is shown or kept for an undo", async () => {
    const data = { password: "aHVudGVyMg==" };
    await bench.create(`${core}/secrets`, { metadata: { name: "db" }, type: "Opaque", data });
    const patch = '{"data":{"password":"b3RoZXI="}}';
    const { shown, done } = await bench.change("patch", { resource: "secrets", target: "db", type: "merge", patch });
    expect(JSON.stringify({ shown, done })).not.toMatch(/aHVudGVyMg|b3RoZXI/);
    expect(done.undo).toBeUndefined();
    expect(shown.warnings).toEqual(["what it replaces holds a secret value: no button brings that back"]);
  });
});

test("what a preview hides by its name is not kept for an undo either, nor in kubectl's copy", async () => {
  const kept = async (name: string, object: object, patch: object) => {
    const copy = { "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify(object) };
    await bench.create(`${core}/configmaps`, { metadata: { name, annotations: copy }, ...object });
    const given = { resource: "configmaps", target: name, type: "merge", patch: JSON.stringify(patch) };
    return JSON.stringify(await bench.change("patch", given));
  };
  const hidden = { data: { webhook: "https://hooks.example.com/T0/xyz1", pool: "5" } };
  expect(await kept("hooks", hidden, { data: { webhook: "https://example.com/abc9" } })).not.toMatch(/xyz1|abc9/);
  expect(await kept("copied", hidden, { metadata: { annotations: null } })).not.toContain("xyz1");
  expect(await kept("plain", hidden, { data: { pool: "6" } })).toContain('"undo"');
});

describe("a drain", () => {
  test("is refused for what nothing makes anew, unless it is forced; then it lists each pod and evicts it", async () => {
    const given = { nodes: [node], ignoreDaemonSets: true };
    const pod = { metadata: { name: "bare" }, spec: { nodeName: node, containers: [{ name: "a", image: "a:1" }] } };
    await bench.create(`${core}/pods`, pod);
    expect(await bench.refusal("drain", given)).toMatch(/bare.* stands in the way/);
    const forced = { ...given, force: true, deleteEmptyDirData: true, timeout: "1s" };
    const shown = await bench.previewed("drain", forced);
    expect(shown.objects.map(({ name }) => name)).toContain("pod/bare in production");
    const done = await bench.run("drain", forced, shown);
    expect(done).toMatchObject({ kind: "done", undo: { name: "kubernetes.uncordon", arguments: { nodes: [node] } } });
    expect(bench.emitted.join("")).toMatch(/evicted: pod\//);
  });
});

describe("a program in a pod", () => {
  test("is said to be not previewed, and never run in a drill or in another pod", async () => {
    const pods = bench.cluster.objects("pods", "production").map((one) => Object(one).metadata.name);
    const given = { pod: pods[0], command: ["sh", "reset.sh", "all of it"] };
    const shown = await bench.previewed("exec", given);
    expect(shown.notPreviewed.join("")).toMatch(/cannot be tried/);
    expect(shown.objects[0]?.changes[0]?.after).toBe('sh reset.sh "all of it"');
    expect(await bench.run("exec", given, shown, true)).toMatchObject({ text: expect.stringMatching(/was not run/) });
    const other = { ...shown, pinned: { ...Object(shown.pinned), uid: "another" } };
    expect(await bench.run("exec", given, other)).toMatchObject({ kind: "refused" });
    expect(await bench.inspect("exec", given, shown)).toMatchObject({ kind: "unclear" });
  });

  test("that fails is no change that was done: nobody knows how far it came", async () => {
    const [pod] = bench.cluster.objects("pods", "production").map((one) => Object(one).metadata.name);
    const given = { pod, command: ["sh", "reset.sh"] };
    const ending = (exitCode: number) => {
      const exec = async () => ({ text: "password=hunter2hunter2\nno room left\n", cut: false, exitCode });
      return changeBench({ ...bench.door, exec }, "production", 50);
    };
    const shown = await bench.previewed("exec", given);
    const failure = { outcome: "unknown", message: expect.stringMatching(/ended with exit code 3:.*no room left/s) };
    const failed = ending(3).run("exec", given, shown);
    await expect(failed).rejects.toMatchObject(failure);
    await expect(failed).rejects.not.toThrow(/hunter2/);
    const done = { kind: "done", text: "password=[secret]\nno room left\nit ended well" };
    expect(await ending(0).run("exec", given, shown)).toMatchObject(done);
  });
});
