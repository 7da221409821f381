import { expect } from "vitest";
import { createSandboxCloud } from "../../../src/sandbox/cloud/create-sandbox-cloud.ts";
import { createAwsFamily } from "../../../src/targets/aws/create-aws-family.ts";
import type { Changer, Changing, Family, Output, Preview, Refused, Site } from "../../../src/targets/target.ts";
import { mayAlwaysSend } from "../../may-always-send.ts";
import { shippedSite } from "../../shipped-site.ts";

export const keys: Readonly<Record<string, string>> = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };

/** Readers and changers of AWS, spoken to by name. */
export interface Speaking {
  readonly family: Family;
  readonly site: Site;
  readonly emitted: string[];
  /** What it printed. Throws the refusal. */
  read(operation: string, given: object, signal?: AbortSignal): Promise<Output>;
  changer(operation: string): Changer;
  preview(operation: string, given: object): Promise<Preview>;
  refusal(operation: string, given: object): Promise<string>;
  doing(signal?: AbortSignal): Changing & { readonly dryRun: false };
}

export function speaking(family: Family, site: Site): Speaking {
  const emitted: string[] = [];
  const doing = (signal = AbortSignal.timeout(20_000)) => ({
    signal,
    emit: (text: string) => void emitted.push(text),
    dryRun: false as const,
    ...mayAlwaysSend,
  });
  const changer = (operation: string) => {
    const found = family.changers.find((one) => one.operation === operation);
    if (!found) throw new Error(`nothing changes ${operation}`);
    return found;
  };
  return {
    family,
    site,
    emitted,
    doing,
    changer,
    async read(operation, given, signal) {
      const reader = family.readers.find((one) => one.operation === operation);
      if (!reader) throw new Error(`nothing reads ${operation}`);
      return accepted(await reader.run(given, site, doing(signal)));
    },
    async preview(operation, given) {
      return accepted(await changer(operation).preview(given, site, doing().signal));
    },
    async refusal(operation, given) {
      const answer = await changer(operation).preview(given, site, doing().signal);
      return answer.kind === "refused" ? answer.reason : "it was not refused";
    },
  };
}

export function accepted<T extends object>(answer: T): Exclude<T, Refused> {
  if (isAccepted(answer)) return answer;
  throw new Error("reason" in answer ? String(answer.reason) : "refused");
}

function isAccepted<T extends object>(answer: T): answer is Exclude<T, Refused> {
  return !("kind" in answer) || answer.kind !== "refused";
}

/** A change previewed, not yet done, done, seen to be done and verified. `again` runs the very same once more. */
export async function oneRoad(spoken: Speaking, name: string, given: object) {
  const { preview, changer, site, doing } = spoken;
  const change = changer(name);
  const { pinned } = await preview(name, given);
  const inspected = async () => (await change.inspect(given, pinned, site, doing().signal)).kind;
  const run = () => change.run(given, pinned, site, { ...doing(), typed: { secretString: "typed" } });
  expect(await inspected()).toBe("not-done");
  const { undo } = accepted(await run());
  expect(await inspected()).toBe("done");
  expect(await change.verify(given, pinned, site, doing())).toMatchObject({ kind: "verified" });
  return { undo, again: run };
}

const site = shippedSite("social-analytics");

/** The sandbox's cloud with a clock that the test moves, and the family that speaks to it. */
export async function withCloud(use: (one: Speaking & { pass(ms: number): void }) => Promise<void>): Promise<void> {
  let now = Date.parse("2026-11-21T15:00:00Z");
  const cloud = await createSandboxCloud({ now: () => now });
  const family = createAwsFamily({ endpoint: cloud.url, lookUp: (name) => keys[name], now: () => now, pollMs: 5 });
  const spoken = speaking(family, await site);
  try {
    await use({
      ...spoken,
      pass: (ms) => {
        now += ms;
      },
    });
  } finally {
    await family.close();
    await cloud.close();
  }
}
