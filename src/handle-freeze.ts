import { freezeEntry } from "./approval/audit-entry.ts";
import {
  checkFreezeWish,
  type FreezeCommand,
  type FreezeEffect,
  type FreezeWish,
  type OwedFreezeEffect,
} from "./approval/freeze.ts";
import { whyNot } from "./approval/why-not.ts";
import type { Catalog } from "./catalog/types.ts";
import { appendAudit } from "./store/audit.ts";
import { beginFreeze, liftFreeze, standingFreezes } from "./store/freezes.ts";
import { claimDelivery, rememberOutcome } from "./store/inbox.ts";
import { type Pool, type Queryable, withTransaction } from "./store/pool.ts";
import { loadRequest } from "./store/requests.ts";
import { oweChangeEffects, strikeRequests } from "./store/requests-jobs.ts";
import { type TimeScale, unscaled } from "./store/time-scale.ts";

/** `asked`: it takes hold, or is refused to who asked, once they were looked up. */
export type FreezeOutcome =
  | { readonly kind: "asked" }
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Stops all changes of a service or of everything, or lets them go on. What is approved and not running is void from the moment this
 * is stored; what runs finishes. A delivery whose key was handled before gets the same answer again. Throws a `StoreFault` when
 * Postgres cannot do it now.
 */
export type HandleFreeze = (command: FreezeCommand, delivery?: { readonly key: string }) => Promise<FreezeOutcome>;

export interface HandleFreezeParts {
  readonly pool: Pool;
  readonly catalog: () => Catalog;
  readonly newId: () => string;
  readonly time?: TimeScale | undefined;
  readonly auditKey: string | undefined;
}

type Parts = HandleFreezeParts & { readonly auditKey: string };

const noKey = "Nothing can be changed here anyway: there is no AUDIT_KEY.";
const limits = { lockTimeoutMs: 1_500, statementTimeoutMs: 2_000 };

export function createHandleFreeze({ auditKey, ...others }: HandleFreezeParts): HandleFreeze {
  if (auditKey === undefined) return async () => ({ kind: "refused", reason: noKey });
  const parts = { ...others, auditKey };
  return (command, delivery) => {
    const own = command.kind === "record-freezer" ? command.lookUp : delivery?.key;
    const key = own === undefined ? undefined : `freeze:${own}`;
    return withTransaction(parts.pool, limits, async (tx): Promise<FreezeOutcome> => {
      const before = key === undefined ? undefined : await claimDelivery<FreezeOutcome>(tx, key);
      if (before) return before;
      const outcome = await handleFirst(tx, command, parts);
      if (key !== undefined) await rememberOutcome<FreezeOutcome>(tx, key, outcome);
      return outcome;
    });
  };
}

async function handleFirst(tx: Queryable, command: FreezeCommand, parts: Parts): Promise<FreezeOutcome> {
  const wish = command.kind === "record-freezer" ? command.wish : command;
  const checked = checkFreezeWish(wish, parts.catalog(), await standingFreezes(tx));
  if (command.kind !== "record-freezer") return askFreezer(tx, checked, parts);
  const { membership } = command;
  const why = membership.kind === "member" ? undefined : whyNot(membership);
  if (why !== undefined || typeof checked === "string")
    return tellFreezer(tx, wish, why ?? String(checked), parts.newId());
  return takeHold(tx, checked, membership.kind === "member" ? membership.as : undefined, parts);
}

async function askFreezer(tx: Queryable, wish: FreezeWish | string, { catalog, newId }: Parts): Promise<FreezeOutcome> {
  if (typeof wish === "string") return { kind: "refused", reason: wish };
  const { freezers } = catalog().organization;
  await oweChangeEffects(tx, [owed({ kind: "look-up-freezer", wish, entries: freezers }, newId())]);
  return { kind: "asked" };
}

async function tellFreezer(tx: Queryable, wish: FreezeWish, why: string, id: string): Promise<FreezeOutcome> {
  await oweChangeEffects(tx, [owed({ kind: "tell-freezer", wish, why }, id)]);
  return { kind: "refused", reason: why };
}

async function takeHold(
  tx: Queryable,
  wish: FreezeWish,
  as: string | undefined,
  { catalog, newId, auditKey, time = unscaled }: Parts,
): Promise<FreezeOutcome> {
  const { by, service, reason } = wish;
  const { postgres } = await loadRequest(tx, undefined);
  const at = time.incidentTime(postgres);
  const ids = wish.kind === "freeze" ? [newId()] : await standingOf(tx, service);
  for (const id of ids) {
    if (wish.kind === "freeze") await beginFreeze(tx, id, wish, at);
    else await liftFreeze(tx, id, by, at);
  }
  // What starts meanwhile looks at the freezes itself; this says at once on every card that it will not.
  if (wish.kind === "freeze") await strikeRequests(tx, { grantedOf: service });
  await oweChangeEffects(
    tx,
    ids.map((freeze) => owed({ kind: "show-freeze", freeze }, `${wish.kind}-${freeze}`)),
  );
  const kind = wish.kind === "freeze" ? "freeze-began" : "freeze-lifted";
  const entries = ids.map((freeze) => freezeEntry(kind, { freeze, by, as, service, reason }, at, catalog()));
  await appendAudit(tx, entries, auditKey);
  return { kind: "done" };
}

async function standingOf(tx: Queryable, service: string | undefined): Promise<readonly string[]> {
  return (await standingFreezes(tx)).filter((one) => one.service === service).map(({ id }) => id);
}

const owed = (effect: FreezeEffect, id: string): OwedFreezeEffect => ({
  effect,
  key: `freeze:${id}:${effect.kind}`,
  priority: 10,
  delayMs: 0,
});
