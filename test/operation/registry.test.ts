import { describe, expect, test } from "vitest";
import { strictestPolicy } from "../../src/operation/definition.ts";
import { operationDefinition, operationNames, reviewOperation } from "../../src/operation/registry.ts";
import { hasSecretMark, putInSecrets, secretMark } from "../../src/operation/secret.ts";

const review = (name: string, given: Readonly<Record<string, unknown>>) =>
  reviewOperation({ name, arguments: given }, strictestPolicy);

describe("every operation", () => {
  test("is named by its family and its act, once", () => {
    expect(operationNames.length).toBeGreaterThan(100);
    for (const name of operationNames) {
      expect(name).toMatch(/^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(operationDefinition(name)?.family).toBe(name.split(".")[0]);
    }
  });
  test("refuses an argument it does not know, so nothing rides along", () => {
    for (const name of operationNames) expect(review(name, { surprise: true }).kind, name).toBe("refused");
  });
  test("of an unknown name is refused", () =>
    expect(review("kubernetes.frobnicate", {})).toMatchObject({ kind: "refused" }));
});

describe("an action of AWS", () => {
  test("is said in the words of its flags, and of a secret only that it is set", () => {
    const secret = { secretId: "prod/db", secretString: "(asked for when it runs)" };
    expect(review("aws.secretsmanager-update-secret", secret)).toMatchObject({
      description: "Set a secret: secret-id prod/db",
    });
    const update = { cluster: "main", service: "api", forceNewDeployment: true, desiredCount: 3 };
    expect(review("aws.ecs-update-service", update)).toMatchObject({
      description: expect.stringMatching(/: cluster main, service api, desired-count 3, force-new-deployment$/),
    });
  });
});

describe("risk comes from the arguments alone", () => {
  test.each([
    ["kubernetes.rollout-undo", { deployment: "api" }, "change"],
    ["kubernetes.get", { resources: ["secrets"], names: [], output: { format: "yaml" } }, "sensitive"],
    ["postgres.query", { sql: "SELECT count(*) FROM pg_locks" }, "read"],
    ["postgres.query", { sql: "SELECT 1", through: { pod: "db-0" } }, "sensitive"],
    ["redis.command", { command: ["GET", "a"] }, "sensitive"],
    ["http.request", { url: "https://x.example.com/a", method: "DELETE" }, "destructive"],
  ])("%s %j is %s", (name, given, risk) => expect(review(name, given)).toMatchObject({ kind: "accepted", risk }));

  test.each([
    ["postgres.query", { sql: "DELETE FROM users" }],
    ["postgres.query", { sql: "SELECT 1; DROP TABLE users" }],
    ["postgres.terminate-backends", { sql: "DROP TABLE users" }],
    ["kubernetes.rollout-undo", { deployment: "api", statefulset: "db" }],
    ["kubernetes.rollout-undo", {}],
    ["kubernetes.rollout-undo", { deployment: "../secrets" }],
    ["kubernetes.get", { resources: ["pods/x"], names: [] }],
    ["kubernetes.delete", { resource: "pods", names: [] }],
    ["kubernetes.scale", { deployment: "api", replicas: -1 }],
    ["aws.secretsmanager-update-secret", { secretId: "a", secretString: "hunter2" }],
    ["http.check", { url: "https://user:pass@x.example.com", method: "GET" }],
    ["http.check", { url: "file:///etc/passwd", method: "GET" }],
  ])("%s refuses %j", (name, given) => expect(review(name, given).kind).toBe("refused"));
});

describe("a secret is a mark until the call is made", () => {
  const text = `Bearer ${secretMark("API_TOKEN")}`;
  test("that can be told", () => {
    expect(hasSecretMark(text)).toBe(true);
    expect(hasSecretMark("Bearer x")).toBe(false);
  });
  test("and is filled at the last moment, or not at all", () => {
    expect(putInSecrets(text, () => "t0p")).toBe("Bearer t0p");
    expect(putInSecrets(text, () => undefined)).toBeUndefined();
  });
});
