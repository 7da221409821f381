import { ask } from "./ask.ts";
import { purgeInbox } from "./inbox.ts";
import type { Queryable } from "./pool.ts";
import { strikeRequests } from "./requests-jobs.ts";
import { restoreTicks } from "./ticks.ts";
import type { TimeScale } from "./time-scale.ts";

/** Plans ticks that were lost, and removes what nobody will ask for again: keys of jobs that ended, jobs that failed for good a week ago, old deliveries. */
export async function tidyQueue(db: Queryable, time: TimeScale): Promise<void> {
  await restoreTicks(db, time, "lost");
  await strikeRequests(db, "lost");
  await ask(
    db,
    "delete from performing where not exists (select 1 from graphile_worker._private_jobs as job where job.id = performing.job)",
  );
  await ask(
    db,
    `delete from graphile_worker._private_jobs
     where attempts >= max_attempts and locked_at is null and updated_at < now() - interval '7 days'`,
  );
  await purgeInbox(db);
}
