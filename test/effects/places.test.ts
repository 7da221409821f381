import { describe, expect, test } from "vitest";
import { createPlaces, mayLast } from "../../src/effects/change/places.ts";
import { operationNames } from "../../src/operation/registry.ts";

describe("places for what runs", () => {
  test("are given out up to their number, and again when they are given back", () => {
    const places = createPlaces(1);
    const leave = places.enter();
    expect(places.enter()).toBeUndefined();
    leave?.();
    expect(places.enter()).toBeDefined();
  });

  test("are others for what may last, so that a rollback never waits for a backup", () => {
    const lasting = operationNames.filter((name) => mayLast({ name, arguments: {} }));
    expect(lasting).toContain("job.run");
    for (const urgent of ["kubernetes.rollout-undo", "kubernetes.scale", "postgres.terminate-backends"])
      expect(lasting).not.toContain(urgent);
  });
});
