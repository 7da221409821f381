import { describe, expect, test } from "vitest";
import { fillCommand } from "../../src/command-line/fill-command.ts";
import { readSqlText } from "../../src/command-line/read-entry.ts";
import { noContext } from "../../src/command-line/reading.ts";
import { entriesOf } from "./read.ts";

function fill(text: string, values: Readonly<Record<string, string>>): unknown {
  const [entry] = entriesOf(text);
  if (!entry) throw new Error("no command");
  const filled = fillCommand(entry, new Map(Object.entries(values)), noContext);
  if (filled.kind !== "filled") return filled;
  return filled.entry.reading.kind === "manual"
    ? filled.entry.reading.reason
    : filled.entry.reading.operation.arguments;
}

describe("a value fills one literal", () => {
  test("in a word", () => {
    expect(fill("kubectl describe pod <pod-name> -n $NS", { "pod-name": "api-0", NS: "prod" })).toEqual({
      resource: "pods",
      names: ["api-0"],
      namespace: "prod",
    });
  });
  test("in a number", () => {
    expect(fill("kubectl scale deployment/api --replicas=<n>", { n: "5" })).toEqual({ deployment: "api", replicas: 5 });
  });
  test("in SQL, as text, as a number and as a name", () => {
    expect(fill(`psql -c "SELECT count(*) FROM pg_locks WHERE pid = <pid> LIMIT <n>"`, { pid: "12", n: "3" })).toEqual({
      sql: "SELECT count(*) FROM pg_locks WHERE pid = 12 LIMIT 3",
    });
    expect(fill(`psql -c "UPDATE jobs SET s = 1 WHERE id = 'job_id_here'"`, { job_id_here: "a b" })).toEqual({
      sql: "UPDATE jobs SET s = 1 WHERE id = 'a b'",
    });
    expect(fill(`psql -c "VACUUM <table>"`, { table: "orders" })).toEqual({ sql: "VACUUM orders" });
  });
  test("of several statements only the one that is meant", () => {
    const entries = entriesOf(`psql -c "VACUUM <a>; DELETE FROM <b> WHERE id = 1"`);
    const second = entries[1] && fillCommand(entries[1], new Map([["b", "jobs"]]), noContext);
    expect(second).toMatchObject({
      kind: "filled",
      entry: {
        reading: { operation: { name: "postgres.delete", arguments: { sql: "DELETE FROM jobs WHERE id = 1" } } },
      },
    });
  });
  test("what is missing is named", () => {
    expect(fill("kubectl describe pod <pod-name> -n $NS", { NS: "prod" })).toEqual({
      kind: "missing",
      names: ["pod-name"],
    });
  });
});

describe("a value that does more is refused", () => {
  test.each([
    ["kubectl describe pod <pod> -n prod", "pod", "a; kubectl delete pod b"],
    ["kubectl describe pod <pod> -n prod", "pod", "a b"],
    ["kubectl describe pod <pod> -n prod", "pod", "--all"],
    ["kubectl describe pod <pod> -n prod", "pod", "a -n kube-system"],
    ["kubectl describe pod <pod> -n prod", "pod", "$(id)"],
    ["kubectl describe pod <pod> -n prod", "pod", "../secrets/x"],
    ["kubectl describe pod <pod> -n prod", "pod", "<other>"],
    ["kubectl describe pod <pod> -n prod", "pod", "zhole1z"],
    ["kubectl describe pod <pod> -n prod", "pod", "a # b"],
    ["kubectl describe pod <pod> -n prod", "pod", "a\nkubectl delete pod b"],
    ["kubectl delete pods -l app=<app>", "app", "x,tier!=y"],
    ["kubectl <verb> pods", "verb", "delete"],
    ["kubectl scale deployment/api --replicas=<n>", "n", "many"],
    [`psql -c "DELETE FROM jobs WHERE id = '<id>'"`, "id", "x' OR '1'='1"],
    [`psql -c "DELETE FROM jobs WHERE id = <id>"`, "id", "1 OR true"],
    [`psql -c "DELETE FROM jobs WHERE id = <id>"`, "id", "id"],
    [`psql -c "SELECT count(*) FROM <table>"`, "table", "pg_locks; DROP TABLE users"],
    [`psql -c "SELECT count(*) FROM <table>"`, "table", "users u, secrets"],
    ["curl https://api.example.com/jobs/<id>", "id", "../admin/delete"],
    ["curl https://api.example.com/jobs/<id>", "id", "1?drop=1"],
    ["curl https://api.example.com/jobs/$ID -H 'X: y'", "ID", "1/delete"],
    ["curl http://prometheus:9090/api/v1/query -d 'query=up{pod=\"<pod>\"}'", "pod", 'x"} or vector(1) or up{pod="'],
    [`kubectl patch deploy api -p '{"spec":{"replicas":<n>}}'`, "n", '1},"x":{'],
    ["redis-cli <command>", "command", "FLUSHALL ASYNC"],
    ["kubectl get pods -o json | jq '.items[<n>]'", "n", "0] | env | [0"],
    ["kubectl logs api | grep <word>", "word", ".*|.*"],
    ["./scripts/restore.sh <backup>", "backup", "--drop-everything"],
    ["kubectl exec api-0 -- rm <file>", "file", "-rf"],
    ["kubectl exec api-0 -- node <script>", "script", "--eval=x"],
    ["psql -f migrations/<file>.sql -v stage=<stage>", "file", "../x"],
  ])("%s with %s = %s", (text, name, value) => {
    const result = fill(text, { [name]: value });
    expect(
      typeof result === "string" ||
        (typeof result === "object" && result !== null && "kind" in result && result.kind === "refused"),
      JSON.stringify(result),
    ).toBe(true);
  });

  test("a filled placeholder for a kind of resource is judged by what it became", () => {
    const [entry] = entriesOf("kubectl get <kind> -o yaml");
    const filled = entry && fillCommand(entry, new Map([["kind", "secrets"]]), noContext);
    expect(filled).toMatchObject({ kind: "filled", entry: { reading: { risk: "sensitive" } } });
  });

  test("bare SQL is filled by the same rule", () => {
    const [entry] = readSqlText("DELETE FROM jobs WHERE id = '<id>'", noContext);
    expect(entry && fillCommand(entry, new Map([["id", "7"]]), noContext)).toMatchObject({ kind: "filled" });
    expect(entry && fillCommand(entry, new Map([["id", "7' OR 'a'='a"]]), noContext)).toMatchObject({
      kind: "refused",
    });
  });
});
