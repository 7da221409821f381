import { afterEach, describe, expect, test } from "vitest";
import { appsInProduction, inProduction, list, type SmallCluster, smallCluster, table } from "./small-cluster.ts";

let cluster: SmallCluster;
afterEach(() => cluster.stub.close());
const names: string[] = [];
const pods = { resources: ["pods"], names };
const podTable = table(["Name", "Ready", "Node"], ["api-1", "1/1", "worker-1"], ["api-2", "0/1", "worker-2"]);

describe("the table", () => {
  test("is the server's own, its wide columns only when asked for", async () => {
    cluster = await smallCluster({ [`${inProduction}/pods`]: podTable });
    expect(await cluster.read("get", pods)).toBe("NAME    READY\napi-1   1/1\napi-2   0/1\n");
    expect(await cluster.read("get", { ...pods, output: { format: "wide" }, noHeaders: true })).toBe(
      "api-1   1/1   worker-1\napi-2   0/1   worker-2\n",
    );
  });

  test("names the namespace where all are asked for, and the kind where several are", async () => {
    cluster = await smallCluster({
      "/api/v1/pods": podTable,
      [`${inProduction}/pods`]: podTable,
      [`${appsInProduction}/deployments`]: table(["Name"], ["api"]),
    });
    expect(await cluster.read("get", { ...pods, allNamespaces: true })).toMatch(
      /^NAMESPACE {4}NAME.*\nproduction {3}api-1/,
    );
    expect(await cluster.read("get", { resources: ["deployments", "pods"], names })).toBe(
      "NAME\ndeployment.apps/api\n\nNAME        READY\npod/api-1   1/1\npod/api-2   0/1\n",
    );
  });

  test("shows labels as columns, and is sorted by a field", async () => {
    cluster = await smallCluster({ [`${inProduction}/pods`]: podTable });
    const text = await cluster.read("get", {
      ...pods,
      showLabels: true,
      labelColumns: ["tier"],
      sortBy: ".metadata.name",
    });
    expect(text.split("\n")[1]).toBe("api-1   1/1     web    app=api,tier=web");
  });

  test("is asked for page by page, with its selectors", async () => {
    cluster = await smallCluster({
      [`${inProduction}/pods`]: (query, response) => {
        const more = query.get("continue") ? {} : { continue: "next" };
        response.end(JSON.stringify({ ...table(["Name"], [query.get("continue") ?? "first"]), metadata: more }));
      },
    });
    const text = await cluster.read("get", { ...pods, selector: "app=api", fieldSelector: "status.phase=Running" });
    expect(text).toBe("NAME\nfirst\nnext\n");
    expect(cluster.stub.asked[0]).toContain("labelSelector=app%3Dapi");
    expect(cluster.stub.asked[0]).toContain("fieldSelector=status.phase%3DRunning");
  });

  test("says where nothing was found, or nothing at all when that is to be ignored", async () => {
    cluster = await smallCluster({ [`${inProduction}/pods`]: table(["Name"]), "/api/v1/nodes": table(["Name"]) });
    expect(await cluster.read("get", pods)).toBe("No resources found in production namespace.\n");
    expect(await cluster.read("get", { resources: ["nodes"], names })).toBe("No resources found\n");
    expect(await cluster.read("get", { resources: ["pods"], names: ["gone"], ignoreNotFound: true })).toBe("");
  });

  test("shows what is there and says what is missing; only when all of it is missing it fails", async () => {
    cluster = await smallCluster({ [`${inProduction}/pods/api-1`]: table(["Name"], ["api-1"]) });
    const text = await cluster.read("get", { resources: ["pods"], names: ["api-1", "gone"] });
    expect(text).toBe('NAME\napi-1\nthe cluster answered 404: pods "gone" not found\n');
    await expect(cluster.read("get", { resources: ["pods"], names: ["gone"] })).rejects.toMatchObject({
      code: "NotFound",
    });
  });

  test("a cell with a line break stays one row", async () => {
    cluster = await smallCluster({ [`${inProduction}/pods`]: table(["Name"], ["api-1\nINJECTED"]) });
    expect(await cluster.read("get", pods)).toBe("NAME\napi-1...\n");
  });

  test("goes on with what changes until it is stopped, and keeps all of it", async () => {
    const stop = new AbortController();
    cluster = await smallCluster({
      [`${inProduction}/pods`]: (query, response) => {
        if (!query.get("watch")) return void response.end(JSON.stringify(podTable));
        const rows = { ...table([], ["api-1", "0/1"]), columnDefinitions: null };
        response.write(`${JSON.stringify({ type: "MODIFIED", object: rows })}\n`);
      },
    });
    const reading = cluster.read("get", { ...pods, watch: true }, stop.signal);
    await expect.poll(() => cluster.shown.join("")).toContain("api-1   0/1\n");
    stop.abort();
    expect(await reading).toBe("NAME    READY\napi-1   1/1\napi-2   0/1\napi-1   0/1\n");
  });
});

describe("the objects", () => {
  const secret = {
    metadata: {
      name: "creds",
      annotations: {
        "kubectl.kubernetes.io/last-applied-configuration": '{"kind":"Secret","stringData":{"password":"hunter2"}}',
      },
    },
    data: { password: Buffer.from("hunter2").toString("base64") },
  };
  const deployment = {
    metadata: { name: "api", managedFields: [{}] },
    spec: {
      template: {
        spec: {
          containers: [
            {
              env: [
                { name: "DB_PASSWORD", value: "hunter2" },
                { name: "MODE", value: "fast" },
              ],
            },
          ],
        },
      },
    },
  };

  test.each(["yaml", "json", "jsonpath", "custom-columns"])(
    "as %s never show the value of a secret",
    async (format) => {
      cluster = await smallCluster({
        [`${inProduction}/secrets`]: list(secret),
        [`${appsInProduction}/deployments`]: list(deployment),
      });
      const template = format === "jsonpath" ? "{.items[*]}" : "ALL:";
      const output = {
        format,
        ...(format === "yaml" || format === "json" ? {} : { template: template === "ALL:" ? "ALL:." : template }),
      };
      const text = await cluster.read("get", { resources: ["secrets", "deployments"], names, output });
      expect(text).toContain("[7 bytes]");
      expect(text).toContain("fast");
      expect(text).not.toMatch(/hunter2|aHVudGVyMg/);
    },
  );

  test("by name stand alone, otherwise in a List; what servers keep for themselves is left out", async () => {
    cluster = await smallCluster({ [`${appsInProduction}/deployments/api`]: { kind: "Deployment", ...deployment } });
    const one = JSON.parse(
      await cluster.read("get", { resources: ["deployments"], names: ["api"], output: { format: "json" } }),
    );
    expect(one).toMatchObject({ kind: "Deployment", metadata: { name: "api" } });
    expect(one.metadata).not.toHaveProperty("managedFields");
  });

  test("a template that cannot be read is refused, with the place", async () => {
    cluster = await smallCluster({ [`${inProduction}/pods`]: list() });
    const output = { format: "jsonpath", template: "{range .items[*]}{.metadata.name}" };
    expect(await cluster.read("get", { ...pods, output })).toBe("refused: the template begins a range it never ends");
  });
});

test("a cluster the catalog does not name is refused", async () => {
  cluster = await smallCluster({});
  expect(await cluster.read("get", { ...pods, context: "staging" })).toBe(
    "refused: staging is not the cluster of production",
  );
  expect(cluster.stub.asked).toEqual([]);
});

test("a custom resource is found through discovery, also by a short name, and one unknown is said in words", async () => {
  const resource = {
    name: "widgets",
    singularName: "widget",
    namespaced: true,
    kind: "Widget",
    shortNames: ["wd"],
    verbs: ["list"],
  };
  const version = { version: "v1beta1" };
  cluster = await smallCluster({
    "/api": { kind: "APIVersions" },
    "/api/v1": { resources: [] },
    "/apis": { groups: [{ name: "example.com", versions: [version], preferredVersion: version }] },
    "/apis/example.com/v1beta1": { resources: [resource, { ...resource, name: "widgets/status" }] },
    "/apis/example.com/v1beta1/namespaces/production/widgets": table(["Name"], ["one"]),
  });
  for (const word of ["wd", "widgets", "widgets.example.com", "widget.v1beta1.example.com"]) {
    expect(await cluster.read("get", { resources: [word], names })).toBe("NAME\none\n");
  }
  await expect(cluster.read("get", { resources: ["gadgets"], names })).rejects.toThrow(
    "knows no kind of resource called gadgets",
  );
});
