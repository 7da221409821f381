import { describe, expect, test } from "vitest";
import { checkRunbooks } from "../../src/runbook/check-runbooks.ts";

/** Forms that runbooks of other people take, in our own words. */
function commands(text: string): readonly string[] {
  const [file] = checkRunbooks([{ path: "x.md", text }]).files;
  return (file?.commands ?? []).map(({ kind, operation, risk }) =>
    kind === "manual" ? "manual" : `${risk} ${operation}`,
  );
}

test("a label of the alert is a variable with its source", () => {
  const text =
    "```console\n$ NAMESPACE='<value of namespace label from alert>'\n\n$ oc -n $NAMESPACE logs -l 'app=x' | \\\ngrep -o 'failed.*' | sort | uniq -c | sort -n\nlevel=error ... msg=\"failed\"\n```";
  const report = checkRunbooks([{ path: "x.md", text }]);
  expect(report.files[0]?.commands).toMatchObject([
    { operation: "kubernetes.logs", variables: [{ name: "NAMESPACE", from: "label", value: "namespace" }] },
  ]);
  expect(report.problems).toEqual([]);
});

describe("what others write is read or handed back", () => {
  test.each([
    ["oc get nodes -l node-role.kubernetes.io/master=", ["read kubernetes.get"]],
    ["oc get nodes -o template --template='{{range .items}}{{.metadata.name}}{{end}}'", ["manual"]],
    ["oc rsh -c etcdctl -n openshift-etcd $(oc get pod -l app=etcd -oname | head -1)", ["manual"]],
    ["oc debug node/<NODE_NAME> -- chroot /host df -h", ["manual"]],
    ["oc adm cordon <NODE_NAME>", ["change kubernetes.cordon"]],
    ["oc adm must-gather -- /usr/bin/gather_audit_logs", ["manual"]],
    ['oc get clusterrolebindings --all-namespaces -o yaml | grep -B 5 -A 5 "name: x"', ["read kubernetes.get"]],
    ["oc exec -n ns $POD_NAME -- df", ["sensitive kubernetes.exec"]],
    ["oc logs statefulset/prometheus-k8s -n openshift-monitoring", ["read kubernetes.logs"]],
    ["oc extract secret/x --keys=tls.crt --to=- > certificate.crt", ["manual"]],
    [
      'export POD=$(oc get pods -l app=etcd --field-selector="status.phase==Running" -o jsonpath="{.items[0].metadata.name}")',
      ["read kubernetes.get"],
    ],
    ['oc patch storagecluster x --type json --patch \'[{"op": "replace"}]\'', ["change kubernetes.patch"]],
    ['TARGET_TIME="2026-12-19 14:30:00"', ["manual"]],
    ["notAfter=Aug  6 13:11:20 2025 GMT", []],
  ])("%s", (text, expected) => expect(commands(`\`\`\`shell\n${text}\n\`\`\``)).toEqual(expected));
});

test("a query over many lines in a block tagged as shell is one question", () => {
  const text =
    '```sh\n# errors\nlabel_replace(\n  sum(rate(a_total{code=~"5.."}[1d]))\n/ scalar(sum(rate(a_total[1d])))\n, "type", "error", "_none_", "")\nor\n# slow\nvector(0)\n```';
  expect(commands(text)).toEqual(["read prometheus.query"]);
});

describe("several questions in a block of any tag", () => {
  test("each is its own, comments in either hand left out", () => {
    const text =
      "```sh\n// per pod\nsum by (pod) (\n  rate(a_total[4m])\n)\n\n# per node\nsum by (node) (rate(b_total[4m]))\n```";
    const [file] = checkRunbooks([{ path: "x.md", text }]).files;
    expect(file?.commands.map((command) => command.text)).toEqual([
      "sum by (pod) (\n  rate(a_total[4m])\n)",
      "sum by (node) (rate(b_total[4m]))",
    ]);
  });
  test("an aggregation is one by its by, without braces or a range", () => {
    expect(commands("```console\nmax by(a, b) (\n  x_current < x_desired\n)\n```")).toEqual(["read prometheus.query"]);
  });
});

describe("what stands between commands and is none", () => {
  test.each([
    ["what kubectl says of what it did", '$ kubectl get pods\npod "a" deleted\npod/a patched', 1],
    ["rows under column names, a blank line away", "oc get lease -n x\n\nNAME   HOLDER   AGE\nmain   api-0   32m", 1],
    ["rows under a line of dashes", " pid | state\n-----+------\n 12 | SELECT", 0],
    ["a log over several lines", 'ts=1 level=warn\nfunc=Warn msg="a\nb"', 0],
    ["a comment of SQL alone", "-- connect first\npsql -h db -U app", 1],
    ["JSON without a tag", '{\n  "cpu": "5",\n  "pods": "110"\n}', 0],
  ])("%s", (_, text, count) => expect(commands(`\`\`\`\n${text}\n\`\`\``)).toHaveLength(count));
  test("questions to another store are not asked of Prometheus", () => {
    expect(commands('```logql\n{app="a"}\n  |= "error"\n```')).toEqual([]);
    expect(commands('```bash\nlogql: {app="a"}\n```')).toEqual([]);
  });
  test("a command after a table is one again", () => {
    expect(commands("```bash\nNAME  READY  AGE\na     1/1    1d\n\nsystemctl restart x\n```")).toEqual(["manual"]);
    expect(commands("```bash\nNAME  READY  AGE\na     1/1    1d\nkubectl delete pod a\n```")).toEqual([
      "destructive kubernetes.delete",
    ]);
  });
});

describe("a loop, a condition or a function is one manual step, whatever its lines look like", () => {
  test.each([
    [
      "function",
      'function queue() {\n  local T="$1"\n  if [[ -n "$F" ]]; then\n    "$@" >"$T" &\n  else\n    "$@"\n  fi\n}',
      1,
    ],
    ["loop", "for x in a b; do\n  Restarting: now\n  kubectl delete pod $x\ndone", 1],
    ["condition over a pipe", "if kubectl get pod a; then\n  echo up\nfi | tee x", 1],
  ])("%s", (_, text, count) => {
    const found = commands(`\`\`\`bash\n${text}\n\`\`\``);
    expect(found).toEqual(Array.from({ length: count }, () => "manual"));
  });
  test("and what follows is read by itself", () => {
    expect(commands("```bash\nwhile true; do\n  sleep 1\ndone\nkubectl get pods\n```")).toEqual([
      "manual",
      "read kubernetes.get",
    ]);
  });
  test("words that only look like one open nothing", () => {
    expect(commands("```\n$ kubectl get pods\nif nothing is shown all is well\n```")).toEqual(["read kubernetes.get"]);
  });
});
