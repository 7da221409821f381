import { describe, expect, test } from "vitest";
import { type Answer, api, deployments, jsonPatch, merge, startCluster, strategic } from "./start-cluster.ts";

const { ask, cluster, text } = await startCluster(60);
const sets = "/apis/apps/v1/namespaces/production/replicasets?labelSelector=app%3Dapi,track!%3Dcanary";

const progressing = ({ body }: Answer): unknown =>
  Array.isArray(body.status.conditions)
    ? body.status.conditions.find((condition) => condition.type === "Progressing")?.reason
    : undefined;

const settled = (path: string): Promise<void> =>
  expect
    .poll(
      async () => {
        const answer = await ask("GET", path);
        const { replicas } = answer.body.spec;
        const { status, metadata } = answer.body;
        return (
          status.observedGeneration === metadata.generation &&
          [status.updatedReplicas, status.replicas, status.availableReplicas].every(
            (count) => (count ?? 0) === replicas,
          )
        );
      },
      { timeout: 15_000 },
    )
    .toBe(true);

const templateOf = async (revision: string): Promise<unknown> => {
  const { body } = await ask("GET", sets);
  const found = body.items.find(
    (one) => Object(one.metadata.annotations)["deployment.kubernetes.io/revision"] === revision,
  );
  const { "pod-template-hash": _hash, ...labels } = Object(Object(found).spec.template.metadata.labels);
  return { ...Object(found).spec.template, metadata: { labels } };
};

describe("the story's bad deploy", () => {
  test("leaks until it is rolled back, and the share of bad pods falls to nothing", async () => {
    expect(cluster.isBadDeploy()).toBe(true);
    expect(cluster.badShare()).toBe(1);
    const logs = "/api/v1/namespaces/production/pods";
    const [pod] = (await ask("GET", `${logs}?labelSelector=app%3Dapi,track!%3Dcanary`)).body.items;
    const lines = await text(`${logs}/${pod?.metadata.name}/log?tailLines=2000&sinceSeconds=600`);
    expect(lines).toContain("QueuePool limit of size 5 overflow 10 reached, connection timed out");

    const good = await templateOf("4");
    await ask("PATCH", api, [{ op: "replace", path: "/spec/template", value: good }], jsonPatch);
    await settled(api);
    expect(cluster.isBadDeploy()).toBe(false);
    await expect.poll(() => cluster.badShare()).toBe(0);
    const annotations = Object((await ask("GET", api)).body.metadata.annotations);
    expect(annotations["deployment.kubernetes.io/revision"]).toBe("6");
  });

  test("a rollback to what already runs makes no new revision", async () => {
    const good = await templateOf("6");
    const before = (await ask("GET", api)).body.metadata;
    const after = await ask("PATCH", api, [{ op: "replace", path: "/spec/template", value: good }], jsonPatch);
    expect(after.body.metadata.resourceVersion).toBe(before.resourceVersion);
  });
});

describe("a rollout", () => {
  test("a restart replaces every pod, and a second one again", async () => {
    const names = async () =>
      (await ask("GET", "/api/v1/namespaces/production/pods?labelSelector=app%3Dapi,track!%3Dcanary")).body.items.map(
        (pod) => pod.metadata.name,
      );
    for (const moment of ["2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z"]) {
      const before = await names();
      const annotations = { "kubectl.kubernetes.io/restartedAt": moment };
      await ask("PATCH", api, { spec: { template: { metadata: { annotations } } } }, strategic);
      await settled(api);
      await expect.poll(async () => (await names()).filter((name) => before.includes(name))).toEqual([]);
    }
  });

  test("never has fewer ready pods than maxUnavailable allows", async () => {
    const path = `${deployments}/blog-engine`;
    const fewest: number[] = [];
    const watch = setInterval(() => {
      const { availableReplicas } = Object(cluster.object("deployments", "production", "blog-engine")).status;
      fewest.push(Number(availableReplicas));
    }, 2);
    const container = { name: "blog-engine", image: "registry.example.com/blog-engine:3.2.0" };
    await ask("PATCH", path, { spec: { template: { spec: { containers: [container] } } } }, strategic);
    await settled(path);
    clearInterval(watch);
    expect(Math.min(...fewest)).toBeGreaterThanOrEqual(3);
  });

  test("of an image that does not exist stops, says so after its deadline, and keeps the old pods", async () => {
    const path = `${deployments}/post-service`;
    const containers = [{ name: "post-service", image: "registry.example.com/post-service:missing" }];
    await ask("PATCH", path, { spec: { progressDeadlineSeconds: 20, template: { spec: { containers } } } }, strategic);
    await expect
      .poll(async () => progressing(await ask("GET", path)), { timeout: 15_000 })
      .toBe("ProgressDeadlineExceeded");
    const { status } = (await ask("GET", path)).body;
    expect(status.availableReplicas).toBe(3);
    expect(status.updatedReplicas).toBe(1);
  });

  test("of a program that crashes ends in a crash loop with rising restarts and back-off events", async () => {
    const path = `${deployments}/transcription-worker`;
    await ask(
      "PATCH",
      path,
      { spec: { template: { spec: { containers: [{ name: "worker", env: [{ name: "CRASH", value: "true" }] }] } } } },
      strategic,
    );
    const worst = (): number =>
      Math.max(
        ...cluster
          .objects("pods", "production")
          .filter((pod) => JSON.stringify(pod.metadata).includes("transcription-worker"))
          .flatMap((pod) => Object(pod).status.containerStatuses ?? [])
          .map((status) => Number(status.restartCount)),
      );
    await expect.poll(worst, { timeout: 15_000 }).toBeGreaterThanOrEqual(2);
    const events = (
      await ask("GET", "/api/v1/namespaces/production/events?fieldSelector=reason%3DBackOff,type%3DWarning")
    ).body;
    expect(JSON.stringify(events.items)).toContain("Back-off restarting failed container worker");
  });

  test("does not begin while paused, and begins when resumed", async () => {
    const path = `${deployments}/auth-service`;
    await ask("PATCH", path, { spec: { paused: true } }, merge);
    const annotations = { changed: "yes" };
    await ask("PATCH", path, { spec: { template: { metadata: { annotations } } } }, merge);
    await expect.poll(async () => progressing(await ask("GET", path))).toBe("DeploymentPaused");
    expect((await ask("GET", path)).body.status.updatedReplicas ?? 0).toBe(0);
    await ask("PATCH", path, { spec: { paused: false } }, merge);
    await settled(path);
  });

  test("keeps no more old ReplicaSets than revisionHistoryLimit", async () => {
    await ask("PATCH", api, { spec: { revisionHistoryLimit: 2 } }, merge);
    await expect.poll(async () => (await ask("GET", sets)).body.items.length).toBe(3);
  });
});

describe("scaling", () => {
  test("through the scale subresource, twice the same, and to none", async () => {
    for (const replicas of [5, 5, 0, 3]) {
      const answer = await ask("PATCH", `${api}/scale`, { spec: { replicas } }, merge);
      expect(answer.body).toMatchObject({ kind: "Scale", spec: { replicas } });
      await settled(api);
    }
  });

  test("beyond an autoscaler's bounds is brought back", async () => {
    const path = "/apis/apps/v1/namespaces/architect-production/deployments/architect-api";
    await ask("PATCH", `${path}/scale`, { spec: { replicas: 40 } }, merge);
    await expect.poll(async () => (await ask("GET", path)).body.spec.replicas, { timeout: 5_000 }).toBe(30);
  });
});

test("what a deleted Deployment owned goes with it, and nothing else", async () => {
  await ask("DELETE", `${deployments}/api-service-canary`);
  const names = () => cluster.objects("pods", "production").map((pod) => String(Object(pod.metadata).name));
  await expect.poll(() => names().filter((name) => name.startsWith("api-service-canary"))).toEqual([]);
  expect(names().filter((name) => name.startsWith("api-service"))).toHaveLength(3);
});

test("a StatefulSet and a DaemonSet of one name and template each keep a revision of their own", async () => {
  const labels = { app: "twins" };
  const template = { metadata: { labels }, spec: { containers: [{ name: "agent", image: "agent:1" }] } };
  const spec = { selector: { matchLabels: labels }, template };
  for (const plural of ["statefulsets", "daemonsets"])
    await ask("POST", `/apis/apps/v1/namespaces/production/${plural}`, { metadata: { name: "twins" }, spec });
  const owners = async () => {
    const { body } = await ask("GET", "/apis/apps/v1/namespaces/production/controllerrevisions");
    const twins = body.items.filter(({ metadata }) => metadata.name.startsWith("twins-"));
    return twins.map(({ metadata }) => Object(metadata.ownerReferences)[0].kind).sort();
  };
  await expect.poll(owners).toEqual(["DaemonSet", "StatefulSet"]);
});
