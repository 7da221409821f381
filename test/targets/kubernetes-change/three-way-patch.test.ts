import { describe, expect, test } from "vitest";
import { threeWayPatch } from "../../../src/targets/kubernetes/change/three-way-patch.ts";

const pod = (...containers: object[]) => JSON.parse(JSON.stringify({ spec: { containers } }));
const container = (name: string, ...variables: string[]) => ({ name, env: variables.map((one) => ({ name: one })) });

describe("what is applied is merged as kubectl does", () => {
  test("all that the file says is sent, whatever was sent before", () =>
    expect(threeWayPatch({ spec: { replicas: 2 } }, { spec: { replicas: 2 } }, true)).toEqual({
      spec: { replicas: 2 },
    }));

  test("what the last apply had and the file has no longer goes, and nothing else", () =>
    expect(threeWayPatch({ data: { a: "1", b: "2" }, old: {} }, { data: { b: "3", c: "4" } }, true)).toEqual({
      data: { a: null, b: "3", c: "4" },
      old: null,
    }));

  test("a container and a variable that are gone are named with their key, the rest keeps the file's order", () => {
    const patch = threeWayPatch(
      pod(container("api", "A", "B"), container("side")),
      pod(container("api", "B", "C")),
      true,
    );
    expect(patch).toEqual({
      spec: {
        "$setElementOrder/containers": [{ name: "api" }],
        containers: [
          {
            name: "api",
            "$setElementOrder/env": [{ name: "B" }, { name: "C" }],
            env: [{ name: "B" }, { name: "C" }, { name: "A", $patch: "delete" }],
          },
          { name: "side", $patch: "delete" },
        ],
      },
    });
  });

  test("a kind whose lists the server does not merge gets them whole", () =>
    expect(threeWayPatch(pod(container("api", "A")), pod(container("api")), false)).toEqual(pod(container("api"))));

  test("a list without its key is sent whole", () =>
    expect(threeWayPatch({}, { ports: [{ nodePort: 1 }] }, true)).toEqual({ ports: [{ nodePort: 1 }] }));
});
