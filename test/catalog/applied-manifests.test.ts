import { describe, expect, test } from "vitest";
import { catalogOf, faultsOf, filesWith } from "./catalog-files.ts";

const line = (objects: string) => `k8s/api.yaml: { file: applied/shop.yaml, objects: [${objects}] }`;
const files = (text: string | undefined, objects = "ConfigMap/notes", entry = line(objects)) => [
  ...filesWith({
    service: [
      "environments:\n  production:\n",
      `environments:\n  production:\n    kubernetes:\n      namespace: shop\n      manifests:\n        ${entry}\n`,
    ],
  }),
  ...(text === undefined ? [] : [{ path: "applied/shop.yaml", text }]),
];
const notes = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: notes }\ndata: { a: '1' }\n";

describe("a file that may be applied", () => {
  test("is read at start, and what it says is part of the policy in force", () => {
    const { services, hash } = catalogOf(files(notes));
    expect(services[0]?.manifests).toMatchObject({ "applied/shop.yaml": [{ kind: "ConfigMap", name: "notes" }] });
    expect(catalogOf(files(notes.replace("'1'", "'2'"))).hash).not.toBe(hash);
  });

  test.each([
    ["that is not there", undefined, "found none"],
    ["that is no YAML", "a: [", "is not YAML"],
    ["that holds no object", "just: words\n", "no object with apiVersion, kind and a name"],
    [
      "with an object the catalog does not name",
      `${notes}---\n${notes.replace("notes", "more")}`,
      "holds ConfigMap/more",
    ],
    ["without an object the catalog names", notes.replace("notes", "other"), "objects names ConfigMap/notes"],
    ["with an object twice", `${notes}---\n${notes}`, "twice"],
    ["for another namespace", notes.replace("notes }", "notes, namespace: bank }"), "expected shop, or no namespace"],
    ["with a secret in it", notes.replace("'1'", "postgres://a:hunter2@db/x"), "a URL with a password in line 4"],
  ])("%s is a fault with the line that names it", (_, text, reason) => {
    const faults = faultsOf(files(text));
    expect(faults.join("\n")).toContain(reason);
    expect(faults.join("\n")).toMatch(/services\/shop\.yaml:36: environments\.production\.kubernetes\.manifests/);
    expect(faults.join("\n")).not.toContain("hunter2");
  });

  test("never holds a Secret", () => {
    const secret = "apiVersion: v1\nkind: Secret\nmetadata: { name: notes }\ndata: { a: c2VjcmV0 }\n";
    expect(faultsOf(files(secret, "Secret/notes")).join()).toMatch(/holds Secret\/notes; a person makes it/);
  });

  test.each(["../../etc/x.yaml", "/etc/x.yaml", "applied/../../x.yaml", "applied/x.sh"])("is not %s", (file) =>
    expect(faultsOf(files(notes, "", `k8s/api.yaml: { file: ${file}, objects: [ConfigMap/notes] }`)).join()).toMatch(
      /expected a YAML file below the catalog's directory/,
    ),
  );
});
