import { readFileSync } from "node:fs";
import { Agent, fetch } from "undici";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createSandboxCluster } from "../../src/sandbox/cluster/create-sandbox-cluster.ts";
import { deployment } from "../sandbox/cluster/deployment.ts";

const kubeconfig = process.env.KUBECONFIG ?? "";
const title =
  kubeconfig === "" ? "not checked: KUBECONFIG names no cluster" : "the sandbox's cluster errs as the real one does";

const config = z.object({
  clusters: z.array(z.object({ cluster: z.object({ server: z.string() }) })),
  users: z.array(z.object({ user: z.object({ token: z.string().optional() }) })),
});
const answered = z.looseObject({
  message: z.string().optional(),
  reason: z.string().optional(),
  code: z.number().optional(),
});

const name = "sandbox-comparison";
const own = "/api/v1/namespaces/default/configmaps";
const workloads = "/apis/apps/v1/namespaces/default/deployments";
const json = "application/json";
const merge = "application/merge-patch+json";
const jsonPatch = "application/json-patch+json";
const map = { kind: "ConfigMap", apiVersion: "v1", metadata: { name }, data: { a: "1" } };

type Question = readonly [what: string, method: string, path: string, body?: unknown, contentType?: string];

const questions: readonly Question[] = [
  ["what is not there", "GET", `${workloads}/nope`],
  ["deleting what is not there", "DELETE", `${own}/nope`],
  ["a kind that does not exist", "GET", "/api/v1/nope"],
  ["a namespace that does not exist", "POST", own.replace("default", "none"), map],
  ["creating", "POST", own, map],
  ["creating it again", "POST", own, map],
  ["a field that is not selectable", "GET", "/api/v1/pods?fieldSelector=spec.foo%3Dbar"],
  ["a kind without selectable fields", "GET", `${workloads}?fieldSelector=status.x%3D1`],
  ["a selector that is none", "GET", "/api/v1/pods?fieldSelector=foo"],
  ["a limit that is no number", "GET", "/api/v1/pods?limit=x"],
  ["a patch of no kind", "PATCH", `${own}/${name}`, {}, json],
  [
    "a JSON patch whose test fails",
    "PATCH",
    `${own}/${name}`,
    [{ op: "test", path: "/data/a", value: "2" }],
    jsonPatch,
  ],
  ["a JSON patch of what is not there", "PATCH", `${own}/${name}`, [{ op: "remove", path: "/data/b" }], jsonPatch],
  ["a JSON patch that is no list", "PATCH", `${own}/${name}`, {}, jsonPatch],
  ["an old resourceVersion", "PATCH", `${own}/${name}`, { metadata: { resourceVersion: "1" } }, merge],
  ["another name", "PATCH", `${own}/${name}`, { metadata: { name: "other" } }, merge],
  ["an old version to delete", "DELETE", `${own}/nope`, { preconditions: { resourceVersion: "1" } }],
  ["a policy nobody knows", "DELETE", `${own}/${name}`, { propagationPolicy: "Foo" }],
  ["a dry run of some", "POST", `${own}?dryRun=Some`, map],
  ["a negative count", "POST", `${workloads}?dryRun=All`, deployment(name, { replicas: -1 })],
  [
    "labels that do not match",
    "POST",
    `${workloads}?dryRun=All`,
    deployment(name, { selector: { matchLabels: { app: "y" } } }),
  ],
  ["a name that climbs", "POST", `${own}?dryRun=All`, { ...map, metadata: { name: "../x" } }],
  ["no name", "POST", `${own}?dryRun=All`, { ...map, metadata: {} }],
  ["deleting", "DELETE", `${own}/${name}`],
  ["deleting again", "DELETE", `${own}/${name}`],
];

describe.skipIf(kubeconfig === "")(title, async () => {
  const { clusters, users } = config.parse(
    kubeconfig === "" ? { clusters: [], users: [] } : parse(readFileSync(kubeconfig, "utf8")),
  );
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  const sandbox = await createSandboxCluster();
  afterAll(async () => {
    await sandbox.close();
    await dispatcher.close();
  });
  const ask = async (server: string, token: string, [, method, path, body, type = json]: Question) => {
    const response = await fetch(server + path, {
      method,
      dispatcher,
      headers: { authorization: `Bearer ${token}`, "content-type": type },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said = answered.parse(await response.json());
    // What was created carries names and times of its own.
    return response.ok
      ? { status: response.status }
      : { status: response.status, ...answered.pick({ message: true, reason: true, code: true }).parse(said) };
  };

  test.each(questions.map((question) => ({ what: question[0], question })))("$what", async ({ question }) => {
    const real = await ask(clusters[0]?.cluster.server ?? "", users[0]?.user.token ?? "", question);
    expect(await ask(sandbox.url, sandbox.token, question)).toMatchObject(real);
  });
});
