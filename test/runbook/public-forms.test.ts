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
