// A replica of its own process that only strikes clocks, to be killed while it does: it says when it begins.
import { randomUUID } from "node:crypto";
import { createDeliver } from "../../src/deliver.ts";
import { createHandle } from "../../src/handle.ts";
import { createPool } from "../../src/store/pool.ts";
import { unscaled } from "../../src/store/time-scale.ts";
import { createStrikeDue } from "../../src/strike-due.ts";
import { catalog } from "../incident/scenario.ts";
import { quiet } from "../quiet.ts";
import { nothing } from "./queue.ts";

const pool = createPool(process.argv[2] ?? "", { log: quiet });
const handle = createHandle({ pool, catalog: () => catalog, newId: randomUUID, log: quiet });
const strikeDue = createStrikeDue({ pool, catalog: () => catalog, time: unscaled });
createDeliver({
  pool,
  handle,
  strikeDue: () => {
    process.stdout.write("striking\n");
    return strikeDue();
  },
  log: quiet,
  newId: randomUUID,
  heartbeatMs: 100,
  pollIntervalMs: 50,
  concurrency: 4,
  perform: async () => nothing,
}).start();
