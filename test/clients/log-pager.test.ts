import { expect, test } from "vitest";
import { createLogPager } from "../../src/clients/log-pager.ts";
import { page } from "./pager-setup.ts";

test("the log pager writes down whom it would have paged, and says that it only wrote", async () => {
  const lines: string[] = [];
  const pager = createLogPager({ info: (_, message) => lines.push(message) });
  expect(await pager.trigger(page({ service: "Blog engine" }))).toEqual({ through: "log", wasAlreadyOpen: false });
  await pager.callPerson(page({ service: "Blog engine" }), "PADA0001");
  await pager.callPolicy(page({ service: "Blog engine" }), "PPOLICY1");
  await pager.requestResponders({ incidentId: "1", message: "Please join", personIds: ["PBEN0001"], policyIds: [] });
  await pager.acknowledge(page({ service: "Blog engine" }));
  await pager.resolve(page({ service: "Blog engine" }));
  expect(lines).toHaveLength(6);
  expect(lines[1]).toBe("Would have paged PADA0001: P1 podcast API down");
  expect(await pager.onCall({ kind: "policy", policyId: "PPOLICY1" })).toEqual([]);
  expect(await pager.check()).toEqual({ kind: "ready" });
});
