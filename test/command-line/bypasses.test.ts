import { describe, expect, test } from "vitest";
import { readCommands } from "../../src/command-line/read-commands.ts";
import { entriesOf, reasonOf, summary } from "./read.ts";

/** Ways in which other tools have been made to run, approve or show something else than what stood there. */
describe("a flag before the verb does not hide the verb", () => {
  test.each([
    ["kubectl -n x edit deployment/api", "manual"],
    ["kubectl -n x delete pod api-0", "destructive kubernetes.delete"],
    ["kubectl --namespace=x scale deployment/api --replicas=0", "change kubernetes.scale"],
    ["kubectl -nx rollout restart deployment/api", "change kubernetes.rollout-restart"],
    ["kubectl cp secret.txt api-0:/tmp", "manual"],
  ])("%s", (text, expected) => expect(summary(text)).toBe(expected));
});

describe("what follows a shell operator is never dropped", () => {
  test("a filter that is none makes the whole command manual", () => {
    expect(reasonOf("kubectl get pods | xargs kubectl delete pod")).toContain("xargs after | is not a filter");
  });
  test("a second command is an entry of its own", () => {
    const kinds = entriesOf("kubectl get pods; kubectl delete pod a && kubectl get nodes || kubectl drain n1").map(
      ({ reading }) => (reading.kind === "manual" ? reading.reason : reading.operation.name),
    );
    expect(kinds).toEqual(["kubernetes.get", "kubernetes.delete", "kubernetes.get", "kubernetes.drain"]);
  });
  test("a command smuggled in behind a line break is an entry of its own", () => {
    expect(entriesOf("kubectl get pods\nkubectl delete ns production").map(({ text }) => text)).toEqual([
      "kubectl get pods",
      "kubectl delete ns production",
    ]);
  });
  test.each([
    "kubectl get pods > /etc/passwd",
    "kubectl get pods >> log",
    "kubectl get pods &> all.txt",
    "psql -c 'select 1' < evil.sql",
    "kubectl get pods $(kubectl delete pod a)",
    "kubectl get pods `kubectl delete pod a`",
    "kubectl get pods <(kubectl delete pod a)",
    "kubectl get pods |& grep x",
    "kubectl get pods &",
    "kubectl get pods <<EOF\ndelete\nEOF",
    "kubectl get pods <<< x",
    "! kubectl get pods",
    "(kubectl get pods)",
    "{ kubectl get pods; }",
    "if true; then kubectl get pods; fi",
    "f() { kubectl delete pod a; }",
  ])("%s", (text) => expect(summary(text)).toBe("manual"));
});

describe("what a shell would expand is not guessed", () => {
  test.each([
    "/bin/r[m] -rf /",
    "cat /etc/{a,shadow}",
    "kubectl delete pod api-*",
    "kubectl get pods ~/x",
    "kubectl get pods $1",
    `kubectl get pods \${X:-y}`,
    "kubectl get pods $((1+1))",
    "kubectl {get,delete} pods",
    "$CMD get pods",
    "<tool> get pods",
    "eval kubectl get pods",
    'bash -c "kubectl get pods"',
    "r\\m -rf /",
  ])("%s", (text) => expect(summary(text)).toBe("manual"));
  test("an escape does not hide the verb", () =>
    expect(summary("kubectl d\\elete pod a")).toBe("destructive kubernetes.delete"));
  test("quotes inside a word do not hide the verb", () =>
    expect(summary(`kubectl 'dele'"te" pod a`)).toBe("destructive kubernetes.delete"));
  test("a quote of C does not hide the verb", () =>
    expect(summary("kubectl $'\\x64elete' pod a")).toBe("destructive kubernetes.delete"));
});

describe("nobody acts as somebody else or elsewhere", () => {
  test.each([
    "kubectl get pods --as=admin",
    "kubectl get pods --as-group system:masters",
    "kubectl --kubeconfig /tmp/evil get pods",
    "kubectl get pods --token=abc",
    "kubectl -s https://evil get pods",
    "kubectl get pods --server=https://evil",
    "kubectl get --raw /api/v1/namespaces/x/services/y/proxy/",
    "KUBECONFIG=/tmp/evil kubectl get pods",
    "aws s3 ls --profile admin",
    "aws ecs list-services --endpoint-url http://evil",
    "AWS_PROFILE=x aws s3 ls",
    "curl -u admin:secret https://api.example.com/health",
    "curl -x http://evil https://api.example.com/health",
    "psql postgres://u:p@evil/db -c 'select 1'",
    "redis-cli -a secret ping",
    "sudo -u postgres psql -c 'select 1'",
  ])("%s", (text) => expect(summary(text)).toBe("manual"));
});

describe("a filter cannot run or write", () => {
  test.each([
    "kubectl get pods | sort --compress-program=sh",
    "kubectl get pods | sort -o /etc/x",
    "kubectl get pods | awk '{system(\"rm\")}'",
    "kubectl get pods | sed 's/a/b/e'",
    "kubectl get pods | sed -n 'w /tmp/x'",
    "kubectl get pods | sed -i s/a/b/",
    "kubectl get pods | grep -f /etc/shadow",
    "kubectl get pods | grep x /etc/shadow",
    "kubectl get pods | grep -r x",
    "kubectl get pods | tee /tmp/x",
    "kubectl get pods | tail -f /var/log/x",
    "kubectl get pods | head -n 5 /etc/shadow",
    "kubectl get pods -o json | jq -f evil.jq",
    "kubectl get pods -o json | jq 'input_filename'",
    "kubectl get pods | uniq in out",
    "kubectl get pods | wc -l --files0-from=x",
  ])("%s", (text) => expect(summary(text)).toBe("manual"));
});

describe("secrets are not shown without approval", () => {
  test.each([
    ["kubectl get secrets", "read kubernetes.get"],
    ["kubectl get secret api -o yaml", "sensitive kubernetes.get"],
    ["kubectl get pods,secrets -o json", "sensitive kubernetes.get"],
    ["kubectl get SECRETS -ojson", "sensitive kubernetes.get"],
    ["kubectl get secret/api -o jsonpath='{.data}'", "sensitive kubernetes.get"],
    ["kubectl get secrets.v1. -o yaml", "sensitive kubernetes.get"],
    ["kubectl describe secret api", "sensitive kubernetes.describe"],
    ["kubectl get <kind> -o yaml", "sensitive kubernetes.get"],
    ["kubectl get secret api -o jsonpath='{.data.p}' | base64 -d", "manual"],
    ["kubectl exec api-0 -- env", "sensitive kubernetes.exec"],
    ["aws secretsmanager get-secret-value --secret-id x", "sensitive aws.secretsmanager-get-secret-value"],
    ["redis-cli config get requirepass", "sensitive redis.config-get"],
    ["redis-cli config get '*'", "sensitive redis.config-get"],
  ])("%s", (text, expected) => expect(summary(text)).toBe(expected));
});

describe("what chat and word processors do to a command", () => {
  test.each([
    ["kubectl \u2014namespace x delete pod a", "destructive kubernetes.delete"],
    ["kubectl delete pod a \u2013n x", "destructive kubernetes.delete"],
    ["psql -c \u201cDELETE FROM users\u201d", "destructive postgres.delete"],
    ["kubectl\u00A0delete pod a", "destructive kubernetes.delete"],
    ["curl <https://api.example.com/health>", "read http.check"],
    ["kubectl get pods\u200B", "manual"],
    ["kubectl get pods \u202Edelete", "manual"],
    ["kubectl d\u0435lete pod a", "manual"],
  ])("%s", (text, expected) => expect(summary(text)).toBe(expected));
});

test("a placeholder in angle brackets is no redirect, and nothing behind it is lost", () => {
  expect(summary("kubectl delete pod <pod-name> -n prod")).toBe("destructive kubernetes.delete");
  expect(summary("kubectl describe pod <pod-name> -n prod")).toBe("read kubernetes.describe");
  expect(summary("kubectl get pods <in.txt >out.txt")).toBe("manual");
});

describe("a single brace is a placeholder only where a shell leaves it as it is", () => {
  test.each([
    ["kubectl describe pod {pod-name} -n {namespace}", "read kubernetes.describe"],
    ["kubectl {verb} pods", "manual"],
    ["kubectl get {pods,secrets}", "manual"],
    ["kubectl get pods {a..b}", "manual"],
    ["kubectl get pods -o jsonpath='{end}'", "read kubernetes.get"],
    ["kubectl delete pod {pod}", "destructive kubernetes.delete"],
    ["kubectl get {kind} x -o yaml", "sensitive kubernetes.get"],
  ])("%s", (text, expected) => expect(summary(text)).toBe(expected));
  test("and the name a variable is set by is none", () => {
    expect(readCommands("NEW_POOL=<name of it>\nkubectl get nodes -l pool=$NEW_POOL").assignments).toMatchObject([
      { name: "NEW_POOL", value: "<name of it>" },
    ]);
  });
});
