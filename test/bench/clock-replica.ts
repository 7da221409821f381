import { randomUUID } from "node:crypto";
import { createDeliver } from "../../src/deliver.ts";
import { createHandle } from "../../src/handle.ts";
import { createPool } from "../../src/store/pool.ts";
import { unscaled } from "../../src/store/time-scale.ts";
import { createStrikeDue } from "../../src/strike-due.ts";
import { quiet } from "../quiet.ts";
import { shippedCatalog } from "../stories/company.ts";

/** A replica as it runs in production, but for its messages: those follow at Slack's pace, whatever we do. */
const url = process.env.DATABASE_URL ?? "";
const catalog = await shippedCatalog();
const log = { ...quiet, warn: (details: object, message: string) => console.error(message, details) };
const pool = createPool(url, { log });
const queuePool = createPool(url, { log, max: 10 });
const handle = createHandle({ pool, catalog: () => catalog, newId: randomUUID, log: quiet });
createDeliver({
  pool: queuePool,
  handle,
  log,
  newId: randomUUID,
  strikeDue: createStrikeDue({ pool, catalog: () => catalog, time: unscaled }),
  perform: async () => ({ kind: "done", commands: [] }),
}).start();
console.log(JSON.stringify({ msg: "ready" }));
