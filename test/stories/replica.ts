// What `startReplica` starts: argv holds the addresses it gives.
import { defaultDirectory } from "../../src/sandbox/pager/directory.ts";
import { pagerSettings } from "../../src/sandbox/pager-settings.ts";
import { createServices } from "../../src/services.ts";
import { impatient, manifests, shippedCatalog } from "./company.ts";
import { scriptedFamily } from "./scripted-target.ts";

const [databaseUrl = "", apiUrl = "", botToken = "", appToken = "", pagerUrl, runbooks = "", targetUrl] =
  process.argv.slice(2);
const catalog = await shippedCatalog();
const pager = { token: "sandbox-pager-token", directory: defaultDirectory() };
const services = createServices(
  {
    slack: { botToken, apiUrl, delivery: { kind: "socket", appToken } },
    ...(pagerUrl ? pagerSettings({ ...pager, apiUrl: pagerUrl, eventsUrl: pagerUrl }, catalog) : {}),
    databaseUrl,
    migrateDatabaseUrl: databaseUrl,
    logLevel: "silent",
    manifestsDirectory: manifests,
    runbooksDirectory: runbooks,
  },
  catalog,
  { write: () => undefined },
  impatient,
  async () => (targetUrl ? [scriptedFamily(targetUrl)] : []),
);
await services.start();
process.stdout.write("ready\n");
