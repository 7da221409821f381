import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { z } from "zod";
import type { OperationDefinition } from "../../../operation/definition.ts";
import type { StatementArguments } from "../../../operation/postgres/operations.ts";
import {
  type Changer,
  type Changing,
  changer,
  type Doing,
  type Done,
  type Inspection,
  type Json,
  type Preview,
  type Refused,
  type Verification,
} from "../../target.ts";
import type { Address } from "../address.ts";
import { type PostgresParts, withAddress } from "../parts.ts";
import { outputLimits, printResult } from "../print-result.ts";
import { runStatement } from "../run-statement.ts";
import { changeThroughPod } from "../through-pod.ts";

/** How one kind of statement changes a database. What only looks gets a READ ONLY session. */
export interface PostgresChange<P extends Json> {
  readonly pinned: z.ZodType<P>;
  /** Why psql in a pod may not do it, where what was previewed must be held to. */
  readonly notThroughPod?: string;
  /** EXPLAIN plans it without doing it, and checks names and rights. */
  readonly canBeExplained: boolean;
  preview(
    client: pg.ClientBase,
    given: StatementArguments,
    at: Address,
  ): Promise<(Preview & { readonly pinned: P }) | Refused>;
  run(given: StatementArguments, pinned: P, at: Address, doing: Changing): Promise<Done | Refused>;
  /** Asked again for some seconds while it is not `verified`. */
  verify(client: pg.ClientBase, given: StatementArguments, pinned: P): Promise<Verification>;
  inspect(client: pg.ClientBase, given: StatementArguments, pinned: P): Promise<Inspection>;
}

const verifyTries = 20;
const verifyEveryMs = 500;

const inPod = z.strictObject({ throughPod: z.string() });

/** Binds a change to its operation: the address, drills, psql in a pod and waiting are the same for all of them. */
export function postgresChange<P extends Json>(
  definition: OperationDefinition<StatementArguments>,
  parts: PostgresParts,
  change: PostgresChange<P>,
): Changer {
  const own = (pinned: unknown): P => change.pinned.parse(pinned);
  return changer<StatementArguments, Json>(definition, {
    pinned: { parse: (value) => (inPod.safeParse(value).success ? inPod.parse(value) : own(value)) },
    async preview(given, site, signal) {
      if (given.through) return previewInPod(given, change.notThroughPod);
      return withAddress(parts, given, site, (at) =>
        parts.connections.read(at, signal, (client) => change.preview(client, given, at)),
      );
    },
    async run(given, pinned, site, doing) {
      if (given.through) return runInPod(parts, given, doing);
      return withAddress(parts, given, site, (at) =>
        doing.dryRun ? drill(parts, change, given, at, doing) : change.run(given, own(pinned), at, doing),
      );
    },
    async verify(given, pinned, site, doing) {
      if (given.through) return { kind: "verified", text: "psql in the pod said it was done; nothing was read back." };
      const verified = await withAddress(parts, given, site, (at) =>
        waitFor(doing, () =>
          parts.connections.read(at, doing.signal, (client) => change.verify(client, given, own(pinned))),
        ),
      );
      return verified.kind === "refused" ? { kind: "failed", text: verified.reason } : verified;
    },
    async inspect(given, pinned, site, signal) {
      if (given.through) return { kind: "unclear", text: "Only psql in the pod knew how far it came." };
      const found = await withAddress(parts, given, site, (at) =>
        parts.connections.read(at, signal, (client) => change.inspect(client, given, own(pinned))),
      );
      return found.kind === "refused" ? { kind: "unclear", text: found.reason } : found;
    },
  });
}

async function waitFor({ signal }: Doing, look: () => Promise<Verification>): Promise<Verification> {
  for (let left = verifyTries; ; left--) {
    const found = await look();
    if (found.kind === "verified" || left === 0) return found;
    await sleep(verifyEveryMs, undefined, { signal }).catch(() => {
      throw signal.reason;
    });
  }
}

async function drill<P extends Json>(
  { connections }: PostgresParts,
  change: PostgresChange<P>,
  { sql }: StatementArguments,
  at: Address,
  { signal }: Changing,
): Promise<Done> {
  if (!change.canBeExplained)
    return { kind: "done", text: "A drill: nothing was sent, Postgres cannot check this without doing it." };
  const plan = await connections.read(at, signal, async (client) =>
    printResult(await runStatement(client, { sql: `EXPLAIN ${sql}` }, outputLimits), false),
  );
  return { kind: "done", text: `A drill: Postgres planned it and did not run it.\n${plan.text}` };
}

function previewInPod(
  { through, sql, database }: StatementArguments,
  refusal: string | undefined,
): (Preview & { readonly pinned: Json }) | Refused {
  if (refusal !== undefined)
    return {
      kind: "refused",
      reason: `${refusal}; let the catalog bind ${through?.pod} to its database in podBindings`,
    };
  return {
    kind: "preview",
    objects: [{ name: `${database ?? "the database"} through ${through?.pod}`, changes: [] }],
    warnings: [],
    notPreviewed: ["what it changes: psql runs inside the pod, and nothing looks before it does"],
    fingerprint: { pod: through?.pod ?? "", sql },
    pinned: { throughPod: through?.pod ?? "" },
  };
}

async function runInPod(parts: PostgresParts, given: StatementArguments, doing: Changing): Promise<Done | Refused> {
  if (!given.through) return { kind: "refused", reason: "there is no pod to run it in" };
  if (doing.dryRun) return { kind: "done", text: "A drill: nothing was sent to the pod." };
  const command = { ...given, through: given.through, command: given.sql, isExpanded: given.expanded ?? false };
  await doing.beforeSending();
  const output = await changeThroughPod(parts, command, doing);
  return "kind" in output ? output : { kind: "done", text: output.text };
}
