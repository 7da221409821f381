import { describe, expect, test } from "vitest";
import { argumentsOf, reasonOf, summary } from "./read.ts";

describe("kubectl and oc are read by verb and resource", () => {
  test.each([
    ["kubectl get po -A", "read kubernetes.get"],
    ["oc get pods -n openshift-etcd -o wide", "read kubernetes.get"],
    ["k describe node n1", "read kubernetes.describe"],
    ["kubectl logs -f deploy/api --since=10m", "read kubernetes.logs"],
    ["kubectl top pods --containers", "read kubernetes.top"],
    ["oc adm top nodes", "read kubernetes.top"],
    ["kubectl rollout status deploy api", "read kubernetes.rollout-status"],
    ["kubectl rollout history sts/db", "read kubernetes.rollout-history"],
    ["kubectl auth can-i delete pods", "read kubernetes.can-i"],
    ["kubectl wait --for=condition=Ready pod/a --timeout=60s", "read kubernetes.wait"],
    ["kubectl cluster-info", "read kubernetes.cluster-facts"],
    ["kubectl rollout undo deployment/api", "change kubernetes.rollout-undo"],
    ["kubectl set image deployment/api api=x:1", "change kubernetes.set-image"],
    ["kubectl set env deployment/api A=1 B-", "change kubernetes.set-env"],
    ["kubectl label pod a x=y --overwrite", "change kubernetes.label"],
    ["kubectl annotate node n1 x-", "change kubernetes.annotate"],
    ["kubectl cordon n1", "change kubernetes.cordon"],
    ["kubectl drain n1 --ignore-daemonsets", "change kubernetes.drain"],
    ["kubectl drain n1 --delete-emptydir-data", "destructive kubernetes.drain"],
    ["kubectl patch pvc a -p '{}'", "change kubernetes.patch"],
    ["kubectl create job run --from=cronjob/nightly", "change kubernetes.create-job"],
    ["kubectl apply -f ./k8s/production/deployment.yaml --wait --timeout=5m", "change kubernetes.apply"],
    ["kubectl delete pods --all", "destructive kubernetes.delete"],
    ["kubectl delete pods -l app=x -A", "destructive kubernetes.delete"],
    ["kubectl taint nodes n1 dedicated=gpu:NoSchedule", "change kubernetes.taint"],
    ["oc adm taint node n1 dedicated:NoSchedule-", "change kubernetes.taint"],
    ["kubectl taint node/n1 broken:NoExecute", "destructive kubernetes.taint"],
    ["kubectl scale machineset workers-a --replicas=3", "change kubernetes.patch"],
    ["oc scale dc/api --replicas 0", "change kubernetes.patch"],
    ["kubectl get --raw '/readyz?verbose'", "read kubernetes.cluster-facts"],
    ["kubectl get --raw=/healthz", "read kubernetes.cluster-facts"],
    ["kubectl exec api-0 -- curl -s localhost:8080/health", "sensitive kubernetes.exec"],
    ["kubectl exec api-0 -- curl -X POST localhost:8080/drop", "destructive kubernetes.exec"],
    ["oc rsh api-0 rm -rf /data", "destructive kubernetes.exec"],
    ["oc rsh api-0 cat /etc/hosts", "sensitive kubernetes.exec"],
    ["kubectl exec api-0 -- ceph osd out 3", "destructive kubernetes.exec"],
    ["kubectl exec api-0 -- ceph status", "sensitive kubernetes.exec"],
    ["kubectl exec -it db-0 -- psql -c 'select 1'", "sensitive postgres.query"],
    ["kubectl exec db-0 -- psql -c 'drop table users'", "destructive postgres.execute"],
    ["kubectl exec cache-0 -- redis-cli flushall", "destructive redis.flush"],
  ])("%s", (text, expected) => expect(summary(text)).toBe(expected));

  test.each([
    ["kubectl exec -it api-0 -- /bin/bash", "interactive shell"],
    ["kubectl exec api-0 -- sh -c 'rm -rf /'", "without sh -c"],
    ["kubectl exec api-0 -- bash -lc 'ceph status'", "without sh -c"],
    ["kubectl exec -it api-0 -- top", "interactive shell"],
    ["oc rsh api-0", "interactive shell"],
    ["kubectl port-forward svc/api 80", "opens a port"],
    ["oc debug node/n1 -- chroot /host ls", "privileged helper"],
    ["kubectl edit cm x", "editor"],
    ["kubectl apply", "needs -f"],
    ["kubectl apply -f https://x.example.com/a.yaml", "nobody has judged"],
    ["kubectl apply -f a.yaml -f b.yaml", "several files"],
    ["kubectl apply -f ../a.yaml", "not a file"],
    ["kubectl apply -f /etc/a.yaml", "not a file"],
    ["kubectl apply -f k8s/", "not a file"],
    ["kubectl apply -k k8s", "folder"],
    ["kubectl apply -f a.yaml --prune -l app=x", "deletes"],
    ["kubectl apply -f a.yaml --force", "deletes"],
    ["kubectl apply -f a.yaml --server-side --force-conflicts", "leave this flag out"],
    ["kubectl delete -f x.yaml", "not in the runbook"],
    ["kubectl rollout restart deployment", "names no deployment"],
    ["kubectl rollout restart deployment/a deployment/b", "several workloads"],
    ["kubectl scale deployment/api", "--replicas"],
    ["kubectl rollout undo deployment/api --revision=3", "revision is not understood"],
    ["kubectl get pods --sort", "--sort is not a flag"],
    ["kubectl get pods -n a -n b", "given twice"],
    ["kubectl frobnicate pods", "frobnicate is a plugin or a verb not understood"],
    ["kubectl get --raw /api/v1/namespaces/x/pods/y/proxy/shutdown", "anything behind the API server"],
    ["kubectl get --raw /readyz/../api", "anything behind the API server"],
    ["kubectl get pods --raw /readyz", "anything behind the API server"],
    ["kubectl taint nodes --all key-", "nobody knows which nodes"],
    ["kubectl taint nodes n1 key=value", "needs its effect"],
    ["kubectl taint nodes n1 key=value:Sometimes", "needs its effect"],
    ["kubectl scale machineset --all --replicas=0", "by label"],
    ["kubectl scale rs a b --replicas=0", "is not a Deployment"],
    ["kubectl run x --rm -it --image=busybox -- sh", "exec into a pod that runs"],
    ["kubectl create secret generic a --from-literal=b=c", "never part of a runbook"],
    ["kubectl create ns x", "only job NAME"],
    ["oc adm must-gather", "attach what matters"],
    ["kubectl describe pvc a -o yaml", "one form only"],
    ["kubectl delete pods", "needs names"],
    ["kubectl get pods A/B/C", "mixes"],
    ["kubectl scale deployment/api --replicas=many", "replicas"],
    ["kubectl get pod ../../secrets", "mixes"],
    ["kubectl get pod a%2fb", "not a name"],
  ])("%s is handed back: %s", (text, reason) => expect(reasonOf(text)).toContain(reason));
});

test("flags may stand anywhere and in every spelling", () => {
  const expected = { deployment: "api", namespace: "prod", toRevision: 5 };
  for (const text of [
    "kubectl rollout undo deployment/api -n prod --to-revision=5",
    "kubectl -n prod rollout undo deployment api --to-revision 5",
    "kubectl rollout -n=prod undo --to-revision=5 deploy/api",
    "kubectl --namespace=prod rollout undo deployments.apps/api --to-revision=5",
    "sudo kubectl rollout undo deployment/api -nprod --to-revision=5",
    "kubectl rollout undo \\\n  deployment/api \\\n  -n prod --to-revision=5  # back",
  ]) {
    expect(argumentsOf(text), text).toEqual(expected);
  }
});

test("where errors go is harmless", () => {
  expect(summary("kubectl get pods 2>/dev/null | grep -v Running 2>&1")).toBe("read kubernetes.get");
});

test("a JSONPath may be quoted or not", () => {
  const expected = { format: "jsonpath", template: "{.items[*].metadata.name}" };
  expect(argumentsOf("kubectl get pods -o jsonpath='{.items[*].metadata.name}'").output).toEqual(expected);
  expect(argumentsOf("kubectl get pods -o jsonpath={.items[*].metadata.name}").output).toEqual(expected);
  expect(argumentsOf("kubectl get pods -ojsonpath='{.items[*].metadata.name}'").output).toEqual(expected);
});

test("a custom resource keeps its own words", () => {
  expect(argumentsOf("oc get storagecluster -n openshift-storage").resources).toEqual(["storagecluster"]);
});

test("a taint is read with its parts, and what goes is told from what comes", () => {
  expect(argumentsOf("kubectl taint nodes n1 n2 a=b:NoSchedule c:NoExecute- d- --overwrite")).toEqual({
    nodes: ["n1", "n2"],
    taints: [
      { key: "a", value: "b", effect: "NoSchedule" },
      { key: "c", effect: "NoExecute", remove: true },
      { key: "d", remove: true },
    ],
    overwrite: true,
  });
});

test("another kind is scaled through its scale subresource, as kubectl does it", () => {
  expect(argumentsOf("oc scale machineset/a -n openshift-machine-api --replicas=2")).toEqual({
    resource: "machinesets",
    target: "a",
    namespace: "openshift-machine-api",
    type: "merge",
    patch: '{"spec":{"replicas":2}}',
    subresource: "scale",
  });
});
