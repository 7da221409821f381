import { describe, expect, test } from "vitest";
import { strictestPolicy } from "../../src/operation/definition.ts";
import { operationNames, reviewOperation } from "../../src/operation/registry.ts";
import { type Risk, worstRisk } from "../../src/operation/risk.ts";
import { entriesOf } from "../command-line/read.ts";

const isAtLeast = (risk: Risk, floor: Risk): boolean => worstRisk([risk, floor]) === risk;

/** A command, its arguments, and the least it may be taken for. */
const floors: readonly (readonly [command: string, risk: Risk])[] = [
  ["kubectl get pods", "read"],
  ["kubectl get secrets -o yaml", "sensitive"],
  ["kubectl get pods,Secret -o json", "sensitive"],
  ["kubectl get secret/db -o jsonpath='{.data}'", "sensitive"],
  ["kubectl get secrets.v1 -o custom-columns=A:.data", "sensitive"],
  ["kubectl get <kind> -o yaml", "sensitive"],
  ["kubectl describe pod a", "read"],
  ["kubectl describe secret a", "sensitive"],
  ["kubectl events", "read"],
  ["kubectl top pods", "read"],
  ["kubectl logs a", "read"],
  ["kubectl wait --for=delete pod/a", "read"],
  ["kubectl auth can-i delete pods", "read"],
  ["kubectl cluster-info", "read"],
  ["kubectl rollout status deploy/a", "read"],
  ["kubectl rollout history deploy/a", "read"],
  ["kubectl exec a -- ls", "sensitive"],
  ["kubectl exec a -- ls -la /get", "sensitive"],
  ["kubectl exec a -- reboot", "destructive"],
  ["kubectl exec a -- /tmp/ls", "destructive"],
  ["kubectl exec get -- kill 1", "destructive"],
  ["kubectl rollout undo deploy/a", "change"],
  ["kubectl rollout restart deploy/a", "change"],
  ["kubectl rollout pause deploy/a", "change"],
  ["kubectl rollout resume deploy/a", "change"],
  ["kubectl scale deploy/a --replicas=3", "change"],
  ["kubectl scale deploy/get --replicas=0 --current-replicas=0", "change"],
  ["kubectl set image deploy/a a=b:1", "change"],
  ["kubectl set env deploy/a A=b", "change"],
  ["kubectl set resources deploy/a --limits=cpu=1", "change"],
  ["kubectl autoscale deploy/a --max=3", "change"],
  ["kubectl patch cm a -p '{}'", "change"],
  ["kubectl patch cm a --type=json -p '[]'", "change"],
  ["kubectl patch deploy a --type merge --subresource=scale -p '{}'", "change"],
  ["kubectl label pod a b=c", "change"],
  ["kubectl annotate pod a b=c", "change"],
  ["kubectl delete pod a", "destructive"],
  ["kubectl delete pod get", "destructive"],
  ["kubectl delete pods --all", "destructive"],
  ["kubectl delete pods -l app=x", "destructive"],
  ["kubectl delete pods --field-selector=status.phase=Failed", "destructive"],
  ["kubectl cordon n", "change"],
  ["kubectl uncordon n", "change"],
  ["kubectl drain n", "change"],
  ["kubectl drain n --force", "destructive"],
  ["kubectl drain n --delete-emptydir-data", "destructive"],
  ["kubectl taint node n a=b:NoSchedule", "change"],
  ["kubectl taint node n a=b:NoExecute", "destructive"],
  ["kubectl taint node n a=b:NoSchedule c=d:NoExecute", "destructive"],
  ["kubectl create job a --from=cronjob/b", "change"],
  ["kubectl apply -f a.yaml", "change"],
];

/** What stands on a command so that it looks smaller than it is. */
const dressings: readonly string[] = [
  "--dry-run",
  "--dry-run=client",
  "--dry-run=server",
  "--dry-run=none",
  "-o name",
  "-o wide",
  "-o yaml",
  "--output=name",
  "-l app=nobody",
  "--selector=app=nobody",
  "--field-selector=metadata.name=nobody",
  "--ignore-not-found",
  "--wait=false",
  "--force",
  "--force=false",
  "--now",
  "--all=false",
  "--grace-period=300",
  "--grace-period=-1",
  "--cascade=orphan",
  "--timeout=1ms",
  "--overwrite=false",
  "--local",
  "--list",
  "--record=false",
  "--subresource=status",
  "--delete-emptydir-data=false",
  "--disable-eviction",
  "--pod-selector=app=nobody",
  "--ignore-daemonsets",
  "--watch=false",
  "--server-side",
  "--prune=false",
  "--raw=/healthz",
  "--as=nobody",
  "-n nowhere",
  "-A",
  "--no-headers",
  "--show-labels",
  "-q",
  "-it",
  "-v=9",
  "-- get pods",
];

const operationsOf = (text: string) =>
  entriesOf(text).flatMap(({ reading }) => (reading.kind === "manual" ? [] : [reading]));

test("each operation of a cluster has a floor", () => {
  const named = new Set(floors.flatMap(([command]) => operationsOf(command).map(({ operation }) => operation.name)));
  expect(operationNames.filter((name) => name.startsWith("kubernetes.") && !named.has(name))).toEqual([]);
});

test.each(floors)("%s is %s", (command, risk) =>
  expect(operationsOf(command).map((reading) => reading.risk)).toEqual([risk]),
);

describe("nothing that is added to a command makes it less", () => {
  // Words after `--` are the program's own, and an output decides what a reading shows.
  const isProgram = (command: string) => command.includes(" -- ");
  const decides = (command: string, flag: string) => /^kubectl get\b/.test(command) && /^(-o|--output)\b/.test(flag);

  test.each(dressings)("%s", (flag) => {
    for (const [command, floor] of floors) {
      if (decides(command, flag)) continue;
      const [tool = "", verb = "", ...rest] = command.split(" ");
      const inside = isProgram(command) ? [] : [`${command} ${flag}`];
      for (const text of [[tool, flag, verb, ...rest].join(" "), [tool, verb, flag, ...rest].join(" "), ...inside])
        for (const { risk, operation } of operationsOf(text))
          expect(isAtLeast(risk, floor), `${text} is read as ${operation.name}, ${risk}`).toBe(true);
    }
  });

  test("nor an alias, a path, quotes or a filter behind it", () => {
    for (const [command, floor] of floors)
      for (const text of [
        command.replace("kubectl", "oc"),
        command.replace("kubectl", "/usr/local/bin/kubectl"),
        command.replace(/^kubectl (\w+)/, "kubectl '$1'"),
        `${command} | grep x`,
        `${command} | head -1`,
        `${command} # kubectl get pods`,
      ])
        for (const { risk } of operationsOf(text)) expect(isAtLeast(risk, floor), text).toBe(true);
  });
});

describe("nothing that stands beside an argument makes an operation less", () => {
  const beside: Readonly<Record<string, readonly unknown[]>> = {
    namespace: ["default"],
    context: ["elsewhere"],
    selector: ["app=nobody"],
    fieldSelector: ["metadata.name=nobody"],
    names: [[], ["nobody"]],
    allNamespaces: [true, false],
    all: [false],
    output: [{ format: "name" }, { format: "wide" }],
    showEvents: [false],
    force: [false, true],
    gracePeriodSeconds: [-1, 0, 300],
    cascade: ["orphan", "foreground"],
    wait: [false],
    ignoreNotFound: [true],
    timeout: ["0"],
    overwrite: [false, true],
    podSelector: ["app=nobody"],
    ignoreDaemonSets: [true],
    deleteEmptyDirData: [false],
    subresource: ["status", "scale"],
    container: ["side"],
    watch: [false],
    currentReplicas: [0],
    dryRun: [true, "server"],
  };

  test.each(floors)("%s stays at least %s", (command, floor) => {
    for (const { operation } of operationsOf(command))
      for (const [argument, values] of Object.entries(beside))
        for (const value of values) {
          if (argument in operation.arguments) continue;
          const given = { ...operation.arguments, [argument]: value };
          const review = reviewOperation({ name: operation.name, arguments: given }, strictestPolicy);
          const isSo = review.kind === "refused" || isAtLeast(review.risk, floor);
          expect(isSo, `${operation.name} with ${argument} ${JSON.stringify(value)}`).toBe(true);
        }
  });
});
