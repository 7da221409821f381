// What `startReplica` starts: argv holds the addresses it gives.
import { createKubernetesDoor } from "../../src/clients/kubernetes.ts";
import { defaultDirectory } from "../../src/sandbox/pager/directory.ts";
import { pagerSettings } from "../../src/sandbox/pager-settings.ts";
import { createServices } from "../../src/services.ts";
import { createKubernetesFamily } from "../../src/targets/kubernetes/create-kubernetes-family.ts";
import { auditKey, impatient, manifests, shippedCatalog } from "./company.ts";
import { scriptedFamily } from "./scripted-target.ts";

const [databaseUrl = "", apiUrl = "", botToken = "", appToken = "", pagerUrl, runbooks = "", targetUrl, clusterUrl] =
  process.argv.slice(2);
const catalog = await shippedCatalog();
const pager = { token: "sandbox-pager-token", directory: defaultDirectory() };
const services = createServices(
  {
    slack: { botToken, apiUrl, delivery: { kind: "socket", appToken } },
    ...(pagerUrl ? pagerSettings({ ...pager, apiUrl: pagerUrl, eventsUrl: pagerUrl }, catalog) : {}),
    databaseUrl,
    migrateDatabaseUrl: databaseUrl,
    auditKey,
    logLevel: "silent",
    manifestsDirectory: manifests,
    runbooksDirectory: runbooks,
  },
  catalog,
  { write: () => undefined },
  impatient,
  async () => [
    ...(targetUrl ? [scriptedFamily(targetUrl)] : []),
    ...(clusterUrl
      ? [createKubernetesFamily(createKubernetesDoor({ kind: "server", url: clusterUrl }), Date.now)]
      : []),
  ],
);
await services.start();
process.stdout.write("ready\n");
