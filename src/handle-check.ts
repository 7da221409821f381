import type { Instant, PersonId } from "./incident/incident.ts";
import { type CheckRound, openRound, tickRound } from "./runbook/check-round.ts";
import { type CheckItem, type CheckSchedule, lastDue, nextDue } from "./runbook/checks.ts";
import { oweCheck, planCheck } from "./store/check-jobs.ts";
import { insertRound, lastDueTimes, lastRound, lockRound, saveRound } from "./store/check-rounds.ts";
import { postgresNow } from "./store/now.ts";
import { type Pool, type Queryable, withTransaction } from "./store/pool.ts";
import type { TimeScale } from "./store/time-scale.ts";

/** Recurring checklists: when they are due, and who ticked what. Each act is one transaction with the message it owes. */
export interface HandleCheck {
  /** Plans every list; one that was due while nobody was there comes at once, and once. */
  plan(): Promise<void>;
  /** A list is due: opens its round, closes the one before, plans the next. Twice opens one. */
  due(service: string, list: string): Promise<void>;
  /** Undefined when there is no such round. */
  tick(ask: { round: string; item: string; isTicked: boolean; by: PersonId }): Promise<CheckRound | undefined>;
}

interface Parts {
  readonly pool: Pool;
  readonly schedules: () => Promise<readonly CheckSchedule[]>;
  readonly itemsOf: (schedule: CheckSchedule) => Promise<readonly CheckItem[]>;
  readonly time: TimeScale;
  readonly newId: () => string;
}

const limits = { lockTimeoutMs: 1_500, statementTimeoutMs: 2_000 };

export function createHandleCheck({ pool, schedules, itemsOf, time, newId }: Parts): HandleCheck {
  const nowIn = async (tx: Queryable): Promise<Instant> => time.incidentTime(await postgresNow(tx));
  const planNext = async (tx: Queryable, schedule: CheckSchedule, after: Instant): Promise<void> => {
    const at = nextDue(schedule, after);
    if (at) await planCheck(tx, { kind: "due", service: schedule.service, list: schedule.list, at }, time);
  };
  return {
    async plan() {
      const known = await schedules();
      await withTransaction(pool, limits, async (tx) => {
        const [now, last] = [await nowIn(tx), await lastDueTimes(tx)];
        for (const schedule of known) {
          await planNext(tx, schedule, last.get(`${schedule.service}/${schedule.list}`) ?? now);
        }
      });
    },
    async due(service, list) {
      const schedule = (await schedules()).find((one) => one.service === service && one.list === list);
      if (!schedule) return;
      const items = await itemsOf(schedule);
      await withTransaction(pool, limits, async (tx) => {
        const before = await lastRound(tx, service, list);
        const now = await nowIn(tx);
        const dueAt = lastDue(schedule, now);
        await planNext(tx, schedule, now);
        if (dueAt === undefined || (before && before.dueAt >= dueAt)) return;
        const round = openRound(schedule, items, before, { id: newId(), dueAt, now });
        if (round.items.length === 0 || !(await insertRound(tx, round))) return;
        await oweCheck(tx, { kind: "show", round: round.id });
        if (!before) return;
        await saveRound(tx, { ...before, closedAt: now });
        await oweCheck(tx, { kind: "show", round: before.id });
      });
    },
    tick({ round: id, item, isTicked, by }) {
      return withTransaction(pool, limits, async (tx) => {
        const round = await lockRound(tx, id);
        if (!round) return undefined;
        const after = tickRound(round, { item, isTicked, by, at: await nowIn(tx) });
        if (after === round) return round;
        await saveRound(tx, after);
        await oweCheck(tx, { kind: "show", round: id });
        return after;
      });
    },
  };
}
