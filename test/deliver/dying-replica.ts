// A replica of its own process, to be killed in the middle of an effect: it says when it is there, and never comes back from it.
import { randomUUID } from "node:crypto";
import { createDeliver } from "../../src/deliver.ts";
import { createHandle } from "../../src/handle.ts";
import { createPool } from "../../src/store/pool.ts";
import { catalog } from "../incident/scenario.ts";
import { quiet } from "../quiet.ts";

const pool = createPool(process.argv[2] ?? "", { log: quiet });
const handle = createHandle({ pool, catalog: () => catalog, newId: randomUUID, log: quiet });
createDeliver({
  pool,
  handle,
  log: quiet,
  newId: randomUUID,
  heartbeatMs: 100,
  pollIntervalMs: 50,
  concurrency: 4,
  perform: ({ key }) => {
    process.stdout.write(`${key}\n`);
    return new Promise(() => {});
  },
}).start();
