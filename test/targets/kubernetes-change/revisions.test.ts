import { describe, expect, test } from "vitest";
import { carriedAnnotations } from "../../../src/targets/kubernetes/change/carried-annotations.ts";
import { templatesEqual } from "../../../src/targets/kubernetes/change/pod-template.ts";
import {
  chooseRevision,
  revisionOfControllerRevision,
  revisionOfReplicaSet,
} from "../../../src/targets/kubernetes/change/revisions.ts";

const template = (image: string) => ({
  metadata: { labels: { app: "api", "pod-template-hash": image } },
  spec: { containers: [{ name: "api", image }] },
});

const replicaSet = (revision: string | undefined, image: string) => ({
  metadata: {
    name: `api-${image}`,
    annotations: revision === undefined ? {} : { "deployment.kubernetes.io/revision": revision },
  },
  spec: { template: template(image) },
});

const history = (...sets: ReturnType<typeof replicaSet>[]) => sets.map(revisionOfReplicaSet);
const chosen = (given: ReturnType<typeof history>, to?: number) => chooseRevision(given, to, "deployment/api");

describe("the revision to go back to", () => {
  test("given no number, the second highest is chosen, in whatever order they are listed", () => {
    const revisions = history(replicaSet("3", "c"), replicaSet("10", "d"), replicaSet("7", "b"));
    expect(chosen(revisions)).toMatchObject({ number: 7, name: "api-b" });
  });

  test("given a number, exactly that one is chosen", () => {
    const revisions = history(replicaSet("3", "c"), replicaSet("10", "d"), replicaSet("7", "b"));
    expect(chosen(revisions, 3)).toMatchObject({ number: 3, name: "api-c" });
  });

  test("a number that is not remembered is refused and the remembered ones are named", () => {
    expect(chosen(history(replicaSet("3", "c"), replicaSet("4", "d")), 9)).toEqual({
      kind: "refused",
      reason: "deployment/api has no revision 9; it remembers 3, 4",
    });
  });

  test("a single revision is no history", () => {
    expect(chosen(history(replicaSet("1", "a")))).toMatchObject({ kind: "refused" });
    expect(chosen(history())).toMatchObject({ kind: "refused" });
  });

  test("a ReplicaSet without a revision, or with one that is no number, is never chosen", () => {
    expect(chosen(history(replicaSet(undefined, "a"), replicaSet("x", "b"), replicaSet("2", "c")))).toMatchObject({
      kind: "refused",
    });
  });

  test("a ControllerRevision's template comes without its order to the server", () => {
    const revision = revisionOfControllerRevision({
      metadata: { name: "db-1" },
      revision: 4,
      data: { spec: { template: { $patch: "replace", spec: { containers: [] }, "x-new": 1 } } },
    });
    expect(revision).toMatchObject({ number: 4, template: { spec: { containers: [] }, "x-new": 1 } });
    expect(revision.template).not.toHaveProperty("$patch");
    expect(revision.data).toHaveProperty(["spec", "template", "$patch"], "replace");
  });
});

describe("whether templates are equal", () => {
  test("the label pod-template-hash does not count", () => {
    const { "pod-template-hash": _, ...labels } = template("a").metadata.labels;
    expect(templatesEqual(template("a"), { ...template("a"), metadata: { labels } })).toBe(true);
  });

  test("null, an empty list and an empty map of labels mean nothing is there", () => {
    const one = { metadata: { creationTimestamp: null, annotations: {}, labels: { app: "a" } }, spec: { volumes: [] } };
    expect(templatesEqual(one, { metadata: { labels: { app: "a" } }, spec: {} })).toBe(true);
  });

  test("an empty selector is not the same as none", () => {
    const one = { spec: { constraint: { labelSelector: {} } } };
    expect(templatesEqual(one, { spec: { constraint: {} } })).toBe(false);
  });

  test("a field nobody here knows counts", () => {
    expect(templatesEqual(template("a"), { ...template("a"), "x-new": 1 })).toBe(false);
  });
});

test("annotations of a rollback: the Deployment keeps its bookkeeping, the rest is the revision's", () => {
  const ofDeployment = {
    "kubectl.kubernetes.io/last-applied-configuration": "{new}",
    "deployment.kubernetes.io/revision": "7",
    "kubernetes.io/change-cause": "bad deploy",
    team: "podcast",
  };
  const ofReplicaSet = {
    "kubectl.kubernetes.io/last-applied-configuration": "{old}",
    "deployment.kubernetes.io/revision": "6",
    "deployment.kubernetes.io/desired-replicas": "3",
    "kubernetes.io/change-cause": "good deploy",
  };
  expect(carriedAnnotations(ofDeployment, ofReplicaSet)).toEqual({
    "kubectl.kubernetes.io/last-applied-configuration": "{new}",
    "deployment.kubernetes.io/revision": "7",
    "kubernetes.io/change-cause": "good deploy",
  });
});
