import { describe, expect, test } from "vitest";
import { fillCommand } from "../../src/command-line/fill-command.ts";
import { printCommand } from "../../src/command-line/print-command.ts";
import { noContext } from "../../src/command-line/reading.ts";
import { checkRunbooks } from "../../src/runbook/check-runbooks.ts";
import { entriesOf, reasonOf, summary } from "./read.ts";

const node = "$(kubectl get pod <pod> -n $NS -o jsonpath='{.spec.nodeName}')";

describe("a look inside a command is a value to be put in", () => {
  test("and belongs to the command that needs it", () => {
    const [entry, ...more] = entriesOf(`kubectl describe node ${node}`);
    expect(more).toEqual([]);
    expect(entry?.reading).toMatchObject({ kind: "operation", risk: "read", description: `Describe nodes ${node}` });
    expect(entry?.inputs).toMatchObject([{ name: node, reading: { operation: { name: "kubernetes.get" } } }]);
  });
  test.each([
    ["kubectl exec -it $(kubectl get pod -l app=a -o name | head -1) -- df -h", "sensitive kubernetes.exec"],
    ["kubectl delete pod `kubectl get pod -o name`", "destructive kubernetes.delete"],
    ['curl -I "http://$(kubectl get svc a -o jsonpath={.status.ip})/health"', "read http.check"],
  ])("%s", (text, expected) => expect(summary(text)).toBe(expected));

  test("whose answer fills one literal and nothing more", () => {
    const [entry] = entriesOf(`kubectl describe node ${node}`);
    const fill = (value: string) => entry && fillCommand(entry, new Map([[node, value]]), noContext);
    expect(fill("worker-1")).toMatchObject({ kind: "filled", entry: { text: "kubectl describe node worker-1" } });
    for (const value of ["a b", "a; reboot", "$(reboot)", "--all", "$(kubectl get nodes)", "a | sh", "x\ny"])
      expect(fill(value)?.kind, value).toBe("refused");
    expect(entry && fillCommand(entry, new Map(), noContext)).toEqual({ kind: "missing", names: [node] });
  });
  test("and a report says that it comes from output", () => {
    const text = `\`\`\`bash\nkubectl describe node ${node}\n\`\`\``;
    const [command] = checkRunbooks([{ path: "x.md", text }]).files[0]?.commands ?? [];
    expect(command?.arguments).toEqual({ resource: "nodes", names: [node] });
    expect(command?.variables).toContainEqual({ name: node, from: "output", line: 2 });
  });
  test("printed as it was written", () => {
    const [entry] = entriesOf(`kubectl describe node ${node}`);
    expect(entry?.stages && printCommand(entry.stages, entry.names)).toBe(`kubectl describe node ${node}`);
  });
});

describe("anything but one look makes the whole command manual", () => {
  test.each([
    "kubectl describe node $(kubectl delete pod a)",
    "kubectl describe node $(kubectl get pod a; kubectl delete pod a)",
    "kubectl describe node $(kubectl get pod a | xargs kubectl delete pod)",
    "kubectl describe node $(kubectl get pod a > /etc/passwd)",
    "kubectl describe node $(kubectl get secret a -o yaml)",
    "kubectl describe node $(kubectl exec a -- hostname)",
    "kubectl describe node $(kubectl get $(kubectl get pods))",
    "kubectl describe node $(for x in a; do kubectl get pod; done)",
    "kubectl describe node $(cat /tmp/node)",
    "kubectl describe node $(date)",
    'kubectl describe node "a-$(kubectl drain n1)"',
    "kubectl describe node `kubectl drain n1`",
    "kubectl describe node $(kubectl get pod a) $(kubectl delete pod b)",
  ])("%s", (text) => expect(reasonOf(text)).toContain("is a command inside the command"));
  test("so does one that chooses what is done", () => {
    expect(summary("kubectl $(kubectl get cm verb -o jsonpath={.data.verb}) pods")).toBe("manual");
    expect(summary("$(kubectl get cm tool -o jsonpath={.data.tool}) get pods")).toBe("manual");
  });
});
