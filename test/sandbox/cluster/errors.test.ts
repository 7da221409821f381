import { describe, expect, test } from "vitest";
import { deployment } from "./deployment.ts";
import { api, deployments, jsonPatch, merge, startCluster } from "./start-cluster.ts";

const { ask, cluster } = await startCluster(1);
const pods = "/api/v1/namespaces/production/pods";

describe("errors are Status objects as the real server answers them", () => {
  test("what is not there is 404 and named", async () => {
    const { code, body } = await ask("GET", `${deployments}/nope`);
    expect(code).toBe(404);
    expect(body).toMatchObject({
      kind: "Status",
      reason: "NotFound",
      message: 'deployments.apps "nope" not found',
      details: { name: "nope", group: "apps", kind: "deployments" },
    });
  });

  test("a name that would climb out of the path names nothing", async () => {
    expect((await ask("GET", `${pods}/..%2F..%2Fsecrets`)).code).toBe(404);
  });

  test("a wrong token is 401", async () => {
    expect((await ask("GET", api, undefined, { authorization: "Bearer wrong" })).body).toMatchObject({
      code: 401,
      message: "Unauthorized",
    });
  });

  test("what was forbidden is 403 and says who may not do what", async () => {
    cluster.forbid(({ verb, plural }) => plural === "secrets" && verb === "list");
    const { body } = await ask("GET", "/api/v1/namespaces/production/secrets");
    expect(body).toMatchObject({ code: 403, reason: "Forbidden" });
    expect(body.message).toBe(
      'secrets is forbidden: User "incident-commander" cannot list resource "secrets" in API group "" in the namespace "production"',
    );
    const review = await ask("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
      spec: { resourceAttributes: { verb: "list", resource: "secrets", namespace: "production" } },
    });
    expect(review.body.status).toMatchObject({ allowed: false });
  });

  test("what exists already is 409, and so is an old resourceVersion", async () => {
    const first = await ask("POST", deployments, deployment("twice", {}));
    expect(first.code).toBe(201);
    expect((await ask("POST", deployments, deployment("twice", {}))).body).toMatchObject({ reason: "AlreadyExists" });
    const stale = await ask("PATCH", api, { metadata: { resourceVersion: "1" } }, merge);
    expect(stale.body).toMatchObject({ code: 409, reason: "Conflict" });
  });

  test("a delete with another uid is 409 and deletes nothing", async () => {
    const refused = await ask("DELETE", api, { preconditions: { uid: "another" } });
    expect(refused.body).toMatchObject({ code: 409, reason: "Conflict" });
    expect((await ask("GET", api)).code).toBe(200);
  });

  test.each([
    ["a negative count", { replicas: -1 }, "spec.replicas"],
    ["no containers", { template: { metadata: { labels: { app: "x" } }, spec: {} } }, "spec.template.spec.containers"],
    ["labels the selector does not meet", { selector: { matchLabels: { app: "y" } } }, "spec.template.metadata.labels"],
  ])("%s is 422 with the field as its cause", async (_what, spec, field) => {
    const { body } = await ask("POST", deployments, deployment("odd", spec));
    expect(body).toMatchObject({ code: 422, reason: "Invalid", details: { causes: [{ field }] } });
  });

  test("a selector cannot be changed", async () => {
    const { body } = await ask("PATCH", api, { spec: { selector: { matchLabels: { app: "z" } } } }, merge);
    expect(body.message).toContain("field is immutable");
  });

  test("a JSON patch whose test fails changes nothing", async () => {
    const patch = [
      { op: "replace", path: "/spec/replicas", value: 9 },
      { op: "test", path: "/spec/paused", value: true },
    ];
    expect((await ask("PATCH", api, patch, jsonPatch)).code).toBe(422);
    expect((await ask("GET", api)).body.spec.replicas).toBe(3);
  });

  test("a patch of no known kind is 415", async () => {
    expect((await ask("PATCH", api, {})).body).toMatchObject({ code: 415, reason: "UnsupportedMediaType" });
  });

  test("nothing can be created in a namespace that is not there", async () => {
    const { body } = await ask("POST", "/apis/apps/v1/namespaces/none/deployments", deployment("a", {}));
    expect(body.message).toBe('namespaces "none" not found');
  });

  test.each([
    ["labelSelector=a+b", /unable to parse requirement/],
    ["fieldSelector=spec.foo%3Dbar", /field label not supported: spec.foo/],
    ["fieldSelector=foo", /invalid selector: 'foo'/],
    ["limit=x", /strconv.ParseInt/],
    ["continue=zzz", /invalid continue token/],
  ])("a list with %s is 400", async (query, message) => {
    const { body } = await ask("GET", `${pods}?${query}`);
    expect(body).toMatchObject({ code: 400, reason: "BadRequest", message: expect.stringMatching(message) });
  });
});

describe("a dry run", () => {
  test("answers what would be and leaves everything as it is", async () => {
    const before = (await ask("GET", api)).body;
    const dry = await ask("PATCH", `${api}?dryRun=All`, { spec: { replicas: 7 } }, merge);
    expect(dry.body.spec.replicas).toBe(7);
    expect((await ask("GET", api)).body.spec).toEqual(before.spec);
    expect((await ask("DELETE", `${api}?dryRun=All`)).code).toBe(200);
    expect((await ask("GET", api)).code).toBe(200);
    expect((await ask("POST", `${deployments}?dryRun=All`, deployment("dry", {}))).code).toBe(201);
    expect((await ask("GET", `${deployments}/dry`)).code).toBe(404);
  });
});
