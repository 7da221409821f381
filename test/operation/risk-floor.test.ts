import { describe, expect, test } from "vitest";
import { askedWhenItRuns } from "../../src/operation/aws/action.ts";
import { strictestPolicy } from "../../src/operation/definition.ts";
import { operationNames, reviewOperation } from "../../src/operation/registry.ts";
import { type Risk, worstRisk } from "../../src/operation/risk.ts";

const riskOf = (name: string, given: object): Risk | undefined => {
  const review = reviewOperation({ name, arguments: { ...given } }, strictestPolicy);
  return review.kind === "accepted" ? review.risk : undefined;
};
const isAtLeast = (risk: Risk, floor: Risk): boolean => worstRisk([risk, floor]) === risk;

const sql = (text: string) => ({ sql: text });
const url = (path: string) => ({ url: `https://api.example.com${path}` });
const rule = { groupId: "sg-1", protocol: "tcp", port: "443" };

/** The least that an operation may be taken for, whatever else it is told. */
const floors: readonly (readonly [name: string, given: object, risk: Risk])[] = [
  ["postgres.query", sql("SELECT count(*) FROM pg_locks"), "read"],
  ["postgres.query", sql("SELECT * FROM users"), "sensitive"],
  ["postgres.terminate-backends", sql("SELECT pg_terminate_backend(1)"), "change"],
  ["postgres.cancel-backends", sql("SELECT pg_cancel_backend(1)"), "change"],
  ["postgres.update", sql("UPDATE a SET b = 1 WHERE c"), "change"],
  ["postgres.update", sql("UPDATE a SET b = 1"), "destructive"],
  ["postgres.delete", sql("DELETE FROM a WHERE b"), "destructive"],
  ["postgres.insert", sql("INSERT INTO a VALUES (1)"), "change"],
  ["postgres.vacuum", sql("VACUUM a"), "change"],
  ["postgres.vacuum", sql("VACUUM FULL a"), "destructive"],
  ["postgres.analyze", sql("ANALYZE a"), "change"],
  ["postgres.reindex", sql("REINDEX TABLE a"), "change"],
  ["postgres.create-index", sql("CREATE INDEX i ON a(b)"), "change"],
  ["postgres.execute", sql("DROP TABLE a"), "destructive"],
  ["postgres.describe", { what: "tables" }, "read"],
  ["redis.info", { sections: [] }, "read"],
  ["redis.ping", {}, "read"],
  ["redis.slowlog", {}, "read"],
  ["redis.big-keys", { by: "memory" }, "read"],
  ["redis.config-get", { parameters: ["maxmemory"] }, "read"],
  ["redis.config-get", { parameters: ["maxmemory", "*"] }, "sensitive"],
  ["redis.config-set", { parameter: "maxmemory", value: "1" }, "change"],
  ["redis.flush", { scope: "database" }, "destructive"],
  ["redis.monitor", {}, "sensitive"],
  ["redis.command", { command: ["GET", "a"] }, "sensitive"],
  ["redis.command", { command: ["EXPIRE", "a", "1"] }, "change"],
  ["redis.command", { command: ["DEL", "a"] }, "destructive"],
  ["redis.command", { command: ["config", "SET", "a", "b"] }, "change"],
  ["redis.command", { command: ["Debug", "sleep", "1"] }, "destructive"],
  ["http.check", { ...url("/health"), method: "GET" }, "read"],
  ["http.check", { ...url("/jobs/1/restart"), method: "HEAD" }, "change"],
  ["http.check", { ...url("/%64elete"), method: "GET" }, "destructive"],
  ["http.request", { ...url("/health"), method: "GET", headers: { "X-HTTP-Method-Override": "PUT" } }, "change"],
  ["http.request", { ...url("/health"), method: "OPTIONS", body: "{}" }, "change"],
  ["http.request", { ...url("/a"), method: "POST" }, "change"],
  ["http.request", { ...url("/a"), method: "DELETE" }, "destructive"],
  ["prometheus.query", { query: "up" }, "read"],
  ["prometheus.query-range", { query: "up" }, "read"],
  ["prometheus.alerts", {}, "read"],
  ["prometheus.targets", {}, "read"],
  ["alertmanager.alerts", {}, "read"],
  ["alertmanager.silence", { matchers: [{ name: "a", value: "b" }], comment: "c" }, "change"],
  ["alertmanager.expire-silence", { id: "5b8f" }, "change"],
  ["aws.ec2-authorize-security-group-ingress", { ...rule, cidr: "192.0.2.7/32" }, "change"],
  ...[
    "0.0.0.0/0",
    "1.2.3.4/0",
    "128.0.0.0/1",
    "::/0",
    "2001:db8::/1",
    "10.0.0.0",
    "zhole1z/32",
    "192.0.2.7/zhole1z",
  ].map((cidr) => ["aws.ec2-authorize-security-group-ingress", { ...rule, cidr }, "destructive"] as const),
  ["aws.ec2-authorize-security-group-ingress", { ...rule, sourceGroup: "sg-2" }, "destructive"],
  ["aws.secretsmanager-update-secret", { secretId: "a", secretString: askedWhenItRuns }, "change"],
];

const destroying =
  /^aws\.(rds-(modify-db-instance|promote-read-replica|delete-db-instance)|elasticache-reboot-cache-cluster|ec2-(terminate-instances|authorize-security-group-ingress))$/;
const lookingVerb = /^aws\.([a-z0-9]+|ecs-wait)-(describe|list|get|filter|tail|ls|services|tasks)(-|$)/;

/** Of AWS by the verb: what is not known to look changes, and what does not come back destroys. */
function floorOfAws(name: string): Risk {
  if (destroying.test(name)) return "destructive";
  if (name === "aws.secretsmanager-get-secret-value") return "sensitive";
  return lookingVerb.test(name) ? "read" : "change";
}

const families = /^(aws|postgres|redis|http|prometheus|alertmanager)\./;
const positional: Readonly<Record<string, object>> = {
  "aws.logs-tail": { logGroupName: "/ecs/api" },
  "aws.s3-ls": { uri: "s3://b/" },
};
const ofAws = operationNames
  .filter((name) => name.startsWith("aws."))
  .map((name) => [name, positional[name] ?? {}, floorOfAws(name)] as const);
const all = [...floors, ...ofAws];

test("each operation of these families has a floor", () => {
  const named = new Set(all.map(([name]) => name));
  expect(operationNames.filter((name) => families.test(name) && !named.has(name))).toEqual([]);
});

test.each(all)("%s %j is at least %s", (name, given, floor) => {
  const risk = riskOf(name, given);
  expect(risk).toBe(floor);
});

/** What may stand beside: each value that somebody may hope to make a thing look smaller by. */
const beside: readonly (readonly [argument: string, ...values: readonly unknown[]])[] = [
  ["region", "us-east-1"],
  ["query", "services[0]", "`[]`"],
  ["output", "text"],
  ["host", "localhost"],
  ["port", 6379, "443"],
  ["database", "shop", 0],
  ["user", "readonly"],
  ["urlVariable", "READ_ONLY_URL"],
  ["expanded", true],
  ["verbose", false],
  ["pattern", "nothing"],
  ["through", { pod: "db-0" }],
  ["asynchronous", true, false],
  ["entries", 0],
  ["showHeaders", true],
  ["timeoutSeconds", 0],
  ["followRedirects", false, true],
  ["skipCertificateCheck", true],
  ["headers", { Accept: "text/plain" }],
  ["body", ""],
  ["time", "0"],
  ["start", "0"],
  ["step", "1s"],
  ["duration", "1s"],
  ["endsAt", "2020-01-01T00:00:00Z"],
  ["createdBy", "nobody"],
  ["desiredCount", 1],
  ["taskDefinition", "api:1"],
  ["forceNewDeployment", false],
  ["applyImmediately", false],
  ["allocatedStorage", 1],
  ["skipFinalSnapshot", false],
  ["finalDbSnapshotIdentifier", "last"],
  ["forceFailover", false],
  ["rotateImmediately", false],
  ["description", "only words"],
  ["cidr", "10.0.0.0/8"],
  ["groupName", "harmless"],
  ["ipPermissions", [{ IpProtocol: "tcp" }]],
  ["follow", true],
  ["instanceIds", ["i-1"]],
  ["alarmNames", ["a"]],
];

describe("nothing beside makes an operation less than its floor", () => {
  test.each(beside.map(([argument, ...values]) => ({ argument, values })))("$argument", ({ argument, values }) => {
    let tried = 0;
    for (const [name, given, floor] of all)
      for (const value of values) {
        // A range of addresses is what an opening is judged by.
        if (argument === "cidr" && name === "aws.ec2-authorize-security-group-ingress") continue;
        const risk = argument in given ? undefined : riskOf(name, { ...given, [argument]: value });
        if (risk === undefined) continue;
        tried++;
        expect(isAtLeast(risk, floor), `${name} with ${argument} is ${risk}`).toBe(true);
      }
    expect(tried).toBeGreaterThan(0);
  });

  test("all of it together neither", () => {
    for (const [name, given, floor] of all) {
      let full: object = given;
      for (const [argument, ...values] of beside)
        for (const value of values) {
          const more = { ...full, [argument]: value };
          if (!(argument in full) && argument !== "cidr" && riskOf(name, more) !== undefined) full = more;
        }
      const risk = riskOf(name, full);
      expect(risk !== undefined && isAtLeast(risk, floor), `${name} is ${risk}`).toBe(true);
    }
  });
});
