import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { sandboxBench } from "./sandbox-bench.ts";
import { deployment } from "./workloads.ts";

const files: Record<string, string> = {};
let bench: Awaited<ReturnType<typeof sandboxBench>>;
beforeAll(async () => {
  bench = await sandboxBench("production", files);
});
afterAll(() => bench.close());

const core = "/api/v1/namespaces/production";
const apps = "/apis/apps/v1/namespaces/production";
const configMap = (name: string, data: Readonly<Record<string, string>>) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name },
  data,
});
const holds = (file: string, ...objects: object[]) => {
  files[file] = objects.map((one) => stringify(one)).join("---\n");
  return { file };
};
const data = async (name: string) => Object(await bench.get(`${core}/configmaps/${name}`)).data;

describe("a file of the catalog", () => {
  test("makes what is not there, changes it to what the file says next, and each undo brings back what was", async () => {
    const given = holds("notes.yaml", configMap("notes", { mode: "slow", pool: "5" }));
    const made = await bench.change("apply", given);
    expect(made.shown.objects[0]).toMatchObject({
      name: "configmap/notes",
      changes: [
        { what: "object", after: "made" },
        { what: "data.mode", after: "slow" },
        { what: "data.pool", after: "5" },
      ],
    });
    expect(await bench.refusal("apply", given)).toMatch(/all is as notes.yaml says already/);

    holds("notes.yaml", configMap("notes", { mode: "fast" }));
    const changed = await bench.change("apply", given);
    expect(changed.shown.objects).toEqual([
      {
        name: "configmap/notes",
        changes: [
          { what: "data.mode", before: "slow", after: "fast" },
          { what: "data.pool", before: "5", after: "" },
        ],
      },
    ]);
    expect(await data("notes")).toEqual({ mode: "fast" });
    await bench.undo(changed.done);
    expect(await data("notes")).toEqual({ mode: "slow", pool: "5" });
    if (!made.done.undo) throw new Error("nothing undoes it");
    expect(made.done.undo).toMatchObject({ name: "kubernetes.delete", arguments: { names: ["notes"] } });
    await bench.undo(made.done);
    await expect(data("notes")).rejects.toThrow("not found");
  });

  test("of a workload is followed until its pods run, and no value of a secret variable is shown", async () => {
    const given = holds("store.yaml", deployment("store", "api:1.0.0"));
    const made = await bench.change("apply", given);
    expect(JSON.stringify(made)).not.toContain("hunter2");
    holds("store.yaml", deployment("store", "api:1.0.1", {}, { replicas: 3 }));
    const { shown, done } = await bench.change("apply", given);
    expect(shown.objects[0]?.changes.map(({ what }) => what)).toEqual([
      "spec.replicas",
      "spec.template.spec.containers[api].image",
    ]);
    // The old template has a secret written out, which may not stand in a request; it is what the patch back would hold.
    expect(done.undo).toBeUndefined();
    expect(shown.warnings).toEqual(["what it replaces holds a secret value: no button brings that back"]);
    expect(Object(await bench.get(`${apps}/deployments/store`)).spec.replicas).toBe(3);
  });

  test("with several objects says that nothing brings all of them back", async () => {
    const given = holds("pair.yaml", configMap("one", { a: "1" }), configMap("two", { a: "1" }));
    const { shown, done } = await bench.change("apply", given);
    expect(shown.warnings).toEqual(["it changes several objects: no one button brings all of them back"]);
    expect(done.text).toBe("configmap/one is made\nconfigmap/two is made");
    expect(done.undo).toBeUndefined();
  });
});

describe("what was previewed is what runs", () => {
  test("an object made, a field written or a file changed in between is refused, and stays", async () => {
    const given = holds("raced.yaml", configMap("raced", { a: "2" }));
    const unmade = await bench.previewed("apply", given);
    await bench.create(`${core}/configmaps`, configMap("raced", { a: "1", other: "1" }));
    expect(await bench.run("apply", given, unmade)).toMatchObject({ kind: "refused" });

    const shown = await bench.previewed("apply", given);
    await bench.patch(`${core}/configmaps/raced`, { data: { a: "7" } });
    expect(await bench.run("apply", given, shown)).toMatchObject({ kind: "refused" });
    expect(await bench.inspect("apply", given, shown)).toMatchObject({ kind: "unclear" });

    const again = await bench.previewed("apply", given);
    holds("raced.yaml", configMap("raced", { a: "3" }));
    expect(await bench.run("apply", given, again)).toMatchObject({ kind: "refused" });
    expect(await data("raced")).toEqual({ a: "7", other: "1" });
  });

  test("what others write elsewhere in the object stops nothing and is kept, and a drill changes nothing", async () => {
    const given = holds("shared.yaml", configMap("shared", { a: "2" }));
    await bench.create(`${core}/configmaps`, configMap("shared", { a: "1" }));
    const shown = await bench.previewed("apply", given);
    const moved = bench.interrupted(() => bench.patch(`${core}/configmaps/shared`, { data: { other: "1" } }));
    expect(await bench.run("apply", given, shown, true)).not.toHaveProperty("undo.name");
    expect(await data("shared")).toEqual({ a: "1" });
    expect(await moved.run("apply", given, shown)).toMatchObject({ kind: "done" });
    expect(await data("shared")).toEqual({ a: "2", other: "1" });
  });

  test("a file the catalog does not name, and one for another namespace, are refused", async () => {
    expect(await bench.refusal("apply", { file: "other.yaml" })).toMatch(/does not say what other.yaml holds/);
    const given = holds("mine.yaml", configMap("mine", {}));
    expect(await bench.refusal("apply", { ...given, namespace: "default" })).toMatch(/its own namespace only/);
    holds("mine.yaml", { apiVersion: "v1", kind: "Namespace", metadata: { name: "mine" } });
    expect(await bench.refusal("apply", given)).toMatch(/belongs to no namespace/);
  });

  test("what the cluster refuses is said in its words", async () => {
    const given = holds("bad.yaml", deployment("bad", "api:1", {}, { replicas: -1 }));
    expect(await bench.refusal("apply", given)).toMatch(/the file does not fit: .*422.*replicas/);
  });
});
