import { beforeAll, describe, expect, test } from "vitest";
import type { Catalog } from "../../src/catalog/types.ts";
import { type ExplainedCommand, explainCommand } from "../../src/runbook/explain-command.ts";
import { renderExplanation } from "../../src/runbook/render-explanation.ts";
import { shippedCatalog } from "./shipped-catalog.ts";

let catalog: Catalog;
beforeAll(async () => {
  catalog = await shippedCatalog();
});

function explain(text: string, service = "podcast-analytics", environment?: string): ExplainedCommand {
  const explained = explainCommand(text, { service, environment, catalog });
  const [command] = explained.kind === "explanation" ? explained.explanation.commands : [];
  if (!command) throw new Error(explained.kind === "refused" ? explained.reason : "no command");
  return command;
}

describe("a plan is bound to what the catalog names", () => {
  test("what stands for a secret that is typed after the approval is asked of nobody before, and is no part of the target", () => {
    const written = "aws secretsmanager update-secret --secret-id prod/db --secret-string";
    for (const value of [`'{"id":"<new-client-id>","secret":"<new-client-secret>"}'`, '"$NEW"']) {
      const explained = explain(`${written} ${value}`, "social-analytics");
      expect(explained).toMatchObject({ kind: "operation", variables: [], target: "aws/us-east-1/prod/db" });
      expect(explained.missing).toBeUndefined();
    }
    expect(explain(written.replace("prod/db", "<id>").concat(" x"), "social-analytics").missing).toEqual(["id"]);
  });

  test("what one change must not meet has one name: a cache is its service's, a workload its cluster's", () => {
    const target = (text: string, service: string) => explain(text, service).target;
    expect(target("redis-cli FLUSHDB", "podcast-analytics")).toBe("redis/production/podcast-analytics");
    expect(target("redis-cli FLUSHDB", "social-analytics")).toBe("redis/production/social-analytics");
    const services = catalog.services.map((service) => {
      const { production } = service.environments;
      if (!production?.kubernetes) return service;
      const west = { ...production, kubernetes: { ...production.kubernetes, context: "west" } };
      return { ...service, environments: { ...service.environments, production: west } };
    });
    const explained = explainCommand("kubectl rollout restart deployment/api-service", {
      service: "podcast-analytics",
      catalog: { ...catalog, services },
    });
    expect(explained).toMatchObject({
      explanation: { commands: [{ target: "kubernetes/west/production/deployment/api-service" }] },
    });
  });

  test("the namespace of the environment is put in", () => {
    expect(explain("kubectl rollout undo deployment/api-service")).toMatchObject({
      kind: "operation",
      arguments: { deployment: "api-service", namespace: "production" },
      risk: "change",
      approvers: 1,
      target: "kubernetes/production/deployment/api-service",
    });
  });
  test("a read needs nobody, a deletion two", () => {
    expect(explain("kubectl get pods").approvers).toBe(0);
    expect(explain("kubectl delete pod a").approvers).toBe(2);
  });
  test("a database pod is spoken to natively where the catalog binds it", () => {
    expect(explain("kubectl exec postgres-pod -- psql -c 'SELECT 1'")).toMatchObject({
      risk: "read",
      target: "postgres/production/podcast_analytics",
    });
    expect(explain("kubectl exec other-pod -- psql -c 'SELECT 1'")).toMatchObject({
      risk: "sensitive",
      target: "kubernetes/production/pod/other-pod",
    });
  });
  test("values of the catalog fill placeholders, however they are spelled", () => {
    expect(explain("kubectl get pods -n <NAMESPACE>").arguments).toMatchObject({ namespace: "production" });
  });
  test("a file is applied where the catalog says what it holds, and a person is told how to say so", () => {
    const line = "kubectl apply -f k8s/production/deployment.yaml";
    expect(explain(line, "architect-dashboard")).toMatchObject({
      kind: "operation",
      risk: "change",
      target: "kubernetes/architect-production/deployment/architect-api",
    });
    expect(JSON.stringify(explain(line, "architect-dashboard", "staging"))).toMatch(
      /let the catalog name it in kubernetes\.manifests/,
    );
  });
  test("a host in a runbook means what the catalog says", () => {
    expect(explain("curl http://localhost:8000/health").arguments).toMatchObject({
      url: "https://api.yourdomain.com/health",
    });
  });
  test("a secret is a mark, never a value", () => {
    const text = explain(
      `curl -H "Authorization: Bearer $TOKEN" http://localhost:8002/api/v1/availability`,
      "web-analytics",
    );
    expect(JSON.stringify(text.arguments)).toMatch(/Bearer zsecret-\w+-z/);
  });
  test("what is missing is named", () => expect(explain("kubectl delete pod <pod>").missing).toEqual(["pod"]));
});

describe("what the catalog does not name cannot be reached", () => {
  test.each([
    ["kubectl rollout undo deployment/api-service -n staging", "namespace staging"],
    ["kubectl get pods --context other", "context other"],
    ["psql -d other -c 'SELECT 1'", "other is not podcast_analytics"],
    ["psql -h evil.example.com -c 'SELECT 1'", "not a host of postgres"],
    ["curl https://evil.example.com/health", "not in allowedHosts"],
    ["curl http://169.254.169.254/latest/meta-data", "never reached"],
    ["curl http://0xA9FEA9FE/x", "never reached"],
    ["curl http://prometheus.evil/api/v1/query?query=up", "not the prometheus"],
    ["aws ecs list-services --region us-west-1", "us-west-1"],
    ["python evil.py", "does not let"],
  ])("%s", (text, reason) => {
    const command = explain(text);
    expect(command.kind).toBe("refused");
    expect(command.reason).toContain(reason);
  });
  test("an unknown service or environment is refused in words", () => {
    expect(explainCommand("kubectl get pods", { service: "nothing", catalog })).toMatchObject({ kind: "refused" });
    expect(
      explainCommand("kubectl get pods", { service: "podcast-analytics", environment: "moon", catalog }),
    ).toMatchObject({ kind: "refused" });
  });
});

test("as text it says what it does, how risky it is and what it needs", () => {
  const explained = explainCommand("kubectl scale deployment/api-service --replicas=<n>", {
    service: "podcast-analytics",
    catalog,
  });
  const text = explained.kind === "explanation" ? renderExplanation(explained.explanation) : "";
  expect(text).toContain("change, 1 must agree");
  expect(text).toContain("missing    n");
});

test("outside a maintenance window the plan needs one more, and says why; what only looks does not", () => {
  const night = { name: "Night", cron: "0 2 * * *", timeZone: "UTC", minutes: 60, environments: [] };
  const services = catalog.services.map((one) => ({ ...one, maintenanceWindows: [night] }));
  const at = (text: string, now: string) => {
    const asked = { service: "podcast-analytics", catalog: { ...catalog, services }, now };
    const explained = explainCommand(text, asked);
    return explained.kind === "explanation" ? renderExplanation(explained.explanation) : explained.reason;
  };
  const restart = "kubectl rollout restart deployment/api-service";
  expect(at(restart, "2026-11-21T02:30:00Z")).toMatch(/1 must agree/);
  expect(at(restart, "2026-11-21T12:00:00Z")).toMatch(
    /2 must agree\n {2}now {8}Outside the maintenance windows; the next, Night, begins 2026-11-22 02:00 \(UTC\)/,
  );
  expect(at("kubectl get pods", "2026-11-21T12:00:00Z")).not.toContain("maintenance");
});
