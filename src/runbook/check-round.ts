import type { CheckItem, CheckSchedule } from "./checks.ts";

type Instant = string;

/** One time that a checklist is worked through. */
export interface CheckRound {
  readonly id: string;
  readonly service: string;
  readonly list: string;
  readonly dueAt: Instant;
  readonly postedAt: Instant;
  readonly items: readonly RoundItem[];
  /** The next round took over what was left. */
  readonly closedAt?: Instant | undefined;
}

export interface RoundItem extends CheckItem {
  /** When the oldest round was due in which it was left undone; absent when it is not carried over. */
  readonly openSince?: Instant | undefined;
  readonly tick?: { readonly by: string; readonly at: Instant } | undefined;
}

export interface RoundFacts {
  readonly id: string;
  readonly dueAt: Instant;
  readonly now: Instant;
}

/** The next round: what the list says now, and what the last round left undone, each once. */
export function openRound(
  { service, list }: CheckSchedule,
  items: readonly CheckItem[],
  before: CheckRound | undefined,
  { id, dueAt, now }: RoundFacts,
): CheckRound {
  const left = new Map(
    (before?.items ?? [])
      .filter(({ tick }) => !tick)
      .map((item) => [item.key, { ...item, openSince: item.openSince ?? before?.dueAt }]),
  );
  const listed = items.map((item) => ({ ...item, ...pick(left.get(item.key)) }));
  const keys = new Set(items.map(({ key }) => key));
  const gone = [...left.values()].filter(({ key }) => !keys.has(key));
  return { id, service, list, dueAt, postedAt: now, items: [...listed, ...gone] };
}

const pick = (item: RoundItem | undefined): Pick<RoundItem, "openSince"> =>
  item?.openSince === undefined ? {} : { openSince: item.openSince };

/** The round with a box ticked or cleared; the same round when that changes nothing, or it is over. */
export function tickRound(
  round: CheckRound,
  {
    item,
    isTicked,
    by,
    at,
  }: { readonly item: string; readonly isTicked: boolean; readonly by: string; readonly at: Instant },
): CheckRound {
  const found = round.items.find(({ key }) => key === item);
  if (!found || round.closedAt !== undefined || (found.tick !== undefined) === isTicked) return round;
  const items = round.items.map((one) =>
    one.key === item ? { ...one, tick: isTicked ? { by, at } : undefined } : one,
  );
  return { ...round, items };
}
