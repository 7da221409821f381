import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxBench } from "./sandbox-bench.ts";
import { deployment } from "./workloads.ts";

let bench: Awaited<ReturnType<typeof sandboxBench>>;
beforeAll(async () => {
  bench = await sandboxBench();
});
afterAll(() => bench.close());

const list = "/apis/apps/v1/namespaces/production/deployments";
const at = (name: string) => `${list}/${name}`;
const template = (image: string, more: object = {}) => ({
  spec: { template: { spec: { containers: [{ name: "api", image }], ...more } } },
});
const images = (name: string) => bench.get(at(name)).then((found) => JSON.stringify(found).match(/"image":"[^"]*"/g));

/** A Deployment with revisions of these images, the last one running. */
async function deploy(name: string, ...all: readonly string[]) {
  const [first = "api:1", ...others] = all;
  await bench.create(list, deployment(name, first));
  for (const image of others) {
    await revisionsOf(name);
    await bench.patch(at(name), template(image));
  }
  await revisionsOf(name, all.length);
}

async function revisionsOf(name: string, wanted = 1) {
  const number = async () =>
    Object(await bench.get(at(name))).metadata.annotations?.["deployment.kubernetes.io/revision"];
  await expect.poll(number, { timeout: 10_000 }).toBeDefined();
  if (wanted > 1) await expect.poll(number, { timeout: 10_000 }).toBe(`${wanted}`);
  const generation = async () => {
    const { metadata, status } = Object(await bench.get(at(name)));
    return status?.observedGeneration - metadata.generation;
  };
  await expect.poll(generation, { timeout: 10_000 }).toBe(0);
}

describe("a rollback", () => {
  test("shows what changes, does it once, and its undo brings the old template back", async () => {
    await deploy("once", "api:1", "api:2");
    const { shown, done } = await bench.change("rollout-undo", { deployment: "once" });
    expect(shown.objects).toEqual([
      {
        name: "deployment/once",
        changes: expect.arrayContaining([{ what: "image of api", before: "api:2", after: "api:1" }]),
      },
    ]);
    expect(await images("once")).toContain('"image":"api:1"');
    expect(await bench.run("rollout-undo", { deployment: "once" }, shown)).toMatchObject({ kind: "refused" });
    await bench.undo(done);
    expect(await images("once")).toContain('"image":"api:2"');
  });

  test("brings back fields that nobody here knows", async () => {
    await bench.create(list, deployment("unknown", "api:1", { fromFuture: { flux: [1, { deep: true }] } }));
    await revisionsOf("unknown");
    await bench.patch(at("unknown"), template("api:2", { fromFuture: null }));
    await revisionsOf("unknown", 2);
    const { shown } = await bench.change("rollout-undo", { deployment: "unknown" });
    expect(JSON.stringify(shown.objects)).toContain("fromFuture");
    expect(await bench.get(at("unknown"))).toMatchObject({
      spec: { template: { spec: { fromFuture: { flux: [1, { deep: true }] } } } },
    });
  });

  test("a newer deploy between preview and run is refused in words, and stays", async () => {
    await deploy("raced", "api:1", "api:2");
    const shown = await bench.previewed("rollout-undo", { deployment: "raced" });
    await bench.patch(at("raced"), template("api:3"));
    const outcome = await bench.run("rollout-undo", { deployment: "raced" }, shown);
    expect(outcome).toMatchObject({
      kind: "refused",
      reason: expect.stringMatching(/newer deploy than the one previewed/),
    });
    expect(await images("raced")).toContain('"image":"api:3"');
  });

  test("a newer deploy in the very moment of the write is refused, too", async () => {
    await deploy("moment", "api:1", "api:2");
    const shown = await bench.previewed("rollout-undo", { deployment: "moment" });
    const interrupted = bench.interrupted(() => bench.patch(at("moment"), template("api:3")));
    expect(await interrupted.run("rollout-undo", { deployment: "moment" }, shown)).toMatchObject({ kind: "refused" });
    expect(await images("moment")).toContain('"image":"api:3"');
  });

  test("what moves by itself in that moment is read again and stops nothing", async () => {
    await deploy("noisy", "api:1", "api:2");
    const shown = await bench.previewed("rollout-undo", { deployment: "noisy" });
    await bench.patch(at("noisy"), { metadata: { labels: { noise: "0" } } });
    expect((await bench.previewed("rollout-undo", { deployment: "noisy" })).fingerprint).toEqual(shown.fingerprint);
    let noise = 0;
    const interrupted = bench.interrupted(() =>
      ++noise > 2 ? Promise.resolve() : bench.patch(at("noisy"), { metadata: { labels: { noise: `${noise}` } } }),
    );
    expect(await interrupted.run("rollout-undo", { deployment: "noisy" }, shown)).toMatchObject({ kind: "done" });
    // The cluster's own controllers may move it once more.
    expect(noise).toBeGreaterThanOrEqual(3);
  });

  test("a Deployment deleted and made anew is another one", async () => {
    await deploy("anew", "api:1", "api:2");
    const shown = await bench.previewed("rollout-undo", { deployment: "anew" });
    await bench.delete(at("anew"));
    expect(await bench.run("rollout-undo", { deployment: "anew" }, shown)).toMatchObject({ kind: "refused" });
    await bench.create(list, deployment("anew", "api:2"));
    expect(await bench.run("rollout-undo", { deployment: "anew" }, shown)).toMatchObject({ kind: "refused" });
    expect(await bench.inspect("rollout-undo", { deployment: "anew" }, shown)).toMatchObject({ kind: "unclear" });
  });

  test("paused, without history, and already there are refused", async () => {
    await deploy("alone", "api:1");
    expect(await bench.refusal("rollout-undo", { deployment: "alone" })).toMatch(/no earlier revision/);
    expect(await bench.refusal("rollout-undo", { deployment: "alone", toRevision: 1 })).toMatch(/already is/);
    await bench.patch(at("alone"), { spec: { paused: true } });
    expect(await bench.refusal("rollout-undo", { deployment: "alone" })).toMatch(/paused/);
    expect(await bench.refusal("rollout-undo", { deployment: "nobody" })).toBe("deployment/nobody does not exist");
  });

  test("warns of who will write the old state back", async () => {
    await deploy("managed", "api:1", "api:2");
    await bench.patch(at("managed"), {
      metadata: {
        labels: { "argocd.argoproj.io/instance": "podcast", "kustomize.toolkit.fluxcd.io/name": "podcast" },
        annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}" },
      },
    });
    const { warnings } = await bench.previewed("rollout-undo", { deployment: "managed" });
    expect(warnings.join("\n")).toMatch(/Argo CD[\s\S]*Flux[\s\S]*kubectl apply/);
  });

  test("a drill asks the server and changes nothing", async () => {
    await deploy("drill", "api:1", "api:2");
    const shown = await bench.previewed("rollout-undo", { deployment: "drill" });
    const done = await bench.run("rollout-undo", { deployment: "drill" }, shown, true);
    expect(done).toMatchObject({ kind: "done", text: expect.stringMatching(/Nothing was changed/) });
    expect(done).not.toHaveProperty("undo");
    expect(await bench.inspect("rollout-undo", { deployment: "drill" }, shown)).toMatchObject({ kind: "not-done" });
  });

  test("the cluster of another environment, and a name that climbs, are refused before anything is asked", async () => {
    expect(await bench.refusal("rollout-undo", { deployment: "once", context: "staging" })).toMatch(/not the cluster/);
    await expect(bench.previewed("rollout-undo", { deployment: "../../secrets" })).rejects.toThrow();
  });
});
