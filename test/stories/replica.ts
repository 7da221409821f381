// The whole product in a process of its own, to be killed: argv holds the addresses that `startReplica` gives it.
import { createServices } from "../../src/services.ts";
import { impatient, manifests, shippedCatalog } from "./company.ts";

const [databaseUrl = "", apiUrl = "", botToken = "", appToken = ""] = process.argv.slice(2);
const services = createServices(
  {
    slack: { botToken, apiUrl, delivery: { kind: "socket", appToken } },
    databaseUrl,
    migrateDatabaseUrl: databaseUrl,
    logLevel: "silent",
    manifestsDirectory: manifests,
    runbooksDirectory: "",
  },
  await shippedCatalog(),
  { write: () => undefined },
  impatient,
);
await services.start();
process.stdout.write("ready\n");
