import { randomUUID } from "node:crypto";
import type { Catalog } from "../../src/catalog/types.ts";
import { createHandle } from "../../src/handle.ts";
import { findListPage } from "../../src/slack/listeners/find-list-page.ts";
import { card } from "../../src/slack/messages/card.ts";
import { listReply } from "../../src/slack/messages/list-page.ts";
import { findIncidentByChannel } from "../../src/store/find-incident-by-channel.ts";
import { migrate } from "../../src/store/migrate.ts";
import { createPool, type Pool } from "../../src/store/pool.ts";
import { quiet } from "../quiet.ts";
import { shippedCatalog } from "../stories/company.ts";
import { median, type Row, rounded } from "./row.ts";
import { withServer } from "./server.ts";

const few = 100;
const many = 100_000;
const times = 400;
const by = "T0BENCH001/U0BENCH001";

/** Whether a long history makes `/incident list` or the card slower: the same questions of a young and an old database, in turn. */
export async function growing(): Promise<Row> {
  const catalog = await shippedCatalog();
  return withServer(async (server) => {
    const young = await stored(await server.createDatabase(), few, catalog);
    const old = await stored(await server.createDatabase(), many, catalog);
    try {
      const list = await inTurn(young, old, (pool) => showList(pool, catalog));
      const cards = await inTurn(young, old, (pool, count) => showCard(pool, catalog, count));
      const ratio = Math.max(list.old / list.young, cards.old / cards.young);
      return {
        name: "growing",
        measure: `/incident list and the card with ${many} stored incidents ÷ with ${few}; a tenth of them open`,
        figures: {
          "list ratio": rounded(list.old / list.young),
          "card ratio": rounded(cards.old / cards.young),
          "list ms": rounded(list.old),
          "card ms": rounded(cards.old),
        },
        ratio: rounded(ratio),
        aim: "flat (≤ 1.5)",
        isMet: ratio <= 1.5,
      };
    } finally {
      await Promise.all([young.pool.end(), old.pool.end()]);
    }
  });
}

interface Stored {
  readonly pool: Pool;
  readonly count: number;
}

/** One incident that was declared, and copies of it: every tenth open, the channel's id ending in its number. */
async function stored(url: string, count: number, catalog: Catalog): Promise<Stored> {
  await migrate(url, quiet);
  const pool = createPool(url, { log: quiet, statementTimeoutMs: 120_000 });
  const handle = createHandle({ pool, catalog: () => catalog, newId: randomUUID, log: quiet });
  const asked = { title: "API error rate at 37 %", service: "web-analytics", severity: "P1" };
  const outcome = await handle({ kind: "declare", by, ...asked, isDrill: false, isPrivate: false });
  if (outcome.kind !== "done") throw new Error("the incident to copy was not declared");
  await pool.query(
    `with model as (select state from incidents limit 1),
     copies as (
       select n, gen_random_uuid() as id, case when n % 10 = 0 then 'investigating' else 'resolved' end as status
       from generate_series(2, $1::integer) as n
     )
     insert into incidents (id, number, version, state, service, severity, status, is_private, is_drill, declared_at, channel_id)
     select id, n, 1, state || jsonb_build_object('id', id, 'number', n, 'status', status), 'web-analytics', 'P1', status,
       false, false, now(), 'C' || n
     from model, copies`,
    [count],
  );
  await pool.query("vacuum analyze incidents");
  return { pool, count };
}

async function inTurn(young: Stored, old: Stored, question: (pool: Pool, count: number) => Promise<void>) {
  const took = { young: [] as number[], old: [] as number[] };
  for (let n = 0; n < times; n++) {
    for (const age of ["young", "old"] as const) {
      const { pool, count } = age === "young" ? young : old;
      const began = performance.now();
      await question(pool, count);
      took[age].push(performance.now() - began);
    }
  }
  return { young: median(took.young), old: median(took.old) };
}

async function showList(pool: Pool, catalog: Catalog): Promise<void> {
  const page = await findListPage(pool, by, { filter: { status: "open" } });
  if (listReply(page, catalog).blocks.length === 0 || !page.hasOlder) throw new Error("too few are open");
}

async function showCard(pool: Pool, catalog: Catalog, count: number): Promise<void> {
  const incident = await findIncidentByChannel(pool, `C${count}`);
  if (!incident) throw new Error(`no incident has the channel C${count}`);
  card(
    incident,
    catalog.services.find((one) => one.key === incident.service),
  );
}
