import { expect, test } from "vitest";
import { differencesOf, leafFacts } from "../../../src/targets/kubernetes/change/facts.ts";
import { templateFacts } from "../../../src/targets/kubernetes/change/template-facts.ts";

const template = (container: object) => ({ spec: { containers: [{ name: "api", ...container }] } });
const between = (before: object, after: object) =>
  differencesOf(templateFacts({ ...template(before) }), templateFacts({ ...template(after) }));

test("image, variables, requests and limits are told in words", () => {
  const before = { image: "api:2", env: [{ name: "POOL", value: "5" }], resources: { limits: { memory: "1Gi" } } };
  const after = { image: "api:1", env: [{ name: "MODE", value: "fast" }], resources: { limits: { memory: "2Gi" } } };
  expect(between(before, after).changes).toEqual([
    { what: "image of api", before: "api:2", after: "api:1" },
    { what: "variable POOL of api", before: "5", after: "" },
    { what: "memory limit of api", before: "1Gi", after: "2Gi" },
    { what: "variable MODE of api", before: "", after: "fast" },
  ]);
});

test("a variable that looks secret is named, its value never shown", () => {
  const env = (value: string) => ({ env: [{ name: "DB_PASSWORD", value }] });
  const { changes } = between(env("hunter2"), env("hunter3"));
  expect(changes).toEqual([
    { what: "variable DB_PASSWORD of api", before: "[hidden]", after: "[hidden] (another value)" },
  ]);
});

test("a password inside a connection string is taken out, and the change is still told", () => {
  const env = (value: string) => ({ env: [{ name: "DATABASE", value }] });
  const { changes } = between(env("postgres://u:one1@db/x"), env("postgres://u:two2@db/x"));
  expect(JSON.stringify(changes)).not.toMatch(/one1|two2/);
  expect(changes).toHaveLength(1);
});

test("where a variable comes from is shown", () => {
  const env = (key: string) => ({
    env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key } } }],
  });
  expect(between(env("old"), env("new")).changes).toEqual([
    { what: "variable DB_PASSWORD of api", before: "from key old of secret/db", after: "from key new of secret/db" },
  ]);
});

test("everything else that differs is told by its path, fields nobody knows too", () => {
  const ports = (containerPort: number) => ({
    ports: [{ name: "http", containerPort }],
    "x-new": { a: containerPort },
  });
  expect(between(ports(80), ports(81)).changes).toEqual([
    { what: "spec.containers[api].ports[http].containerPort", before: "80", after: "81" },
    { what: "spec.containers[api].x-new.a", before: "80", after: "81" },
  ]);
});

test("what is too much or too long to show is said to be missing", () => {
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}`, index]));
  const { changes, notShown } = differencesOf(leafFacts({}), leafFacts(many));
  expect(changes).toHaveLength(120);
  expect(notShown).toEqual(["80 more places differ"]);
  const long = differencesOf(leafFacts({ a: "" }), leafFacts({ a: "x".repeat(5000) }));
  expect(long.changes[0]?.after.length).toBeLessThan(2100);
  expect(long.notShown).toHaveLength(1);
});
