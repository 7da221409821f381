// What `startReplica` starts, on the built product or on its sources: argv holds what it gives. Plain JavaScript, so that the built one
// needs nothing to be translated at its start.
import { pathToFileURL } from "node:url";

const [modules = "", ending = "", given = "{}"] = process.argv.slice(2);
/** @type {import("./start-replica.ts").Given} */
const { databaseUrl, slack, pagerUrl, clusterUrl, targetUrl, runbooks, manifests, auditKey, pace } = JSON.parse(given);

/** @param {string} name */
const load = (name) => import(pathToFileURL(`${modules}${name}${ending}`).href);
/** @type {typeof import("../../src/services.ts")} */
const { createServices } = await load("services");
/** @type {typeof import("../../src/catalog/read-catalog.ts")} */
const { readCatalog } = await load("catalog/read-catalog");
/** @type {typeof import("../../src/read-files.ts")} */
const { readFiles } = await load("read-files");
/** @type {typeof import("../../src/sandbox/pager-settings.ts")} */
const { pagerSettings } = await load("sandbox/pager-settings");
/** @type {typeof import("../../src/sandbox/pager/directory.ts")} */
const { defaultDirectory } = await load("sandbox/pager/directory");

const read = readCatalog(await readFiles(manifests, [".yaml"]));
if (read.kind !== "catalog") throw new Error(JSON.stringify(read.faults));
const { catalog } = read;
const pager = { token: "sandbox-pager-token", directory: defaultDirectory() };

async function families() {
  const found = [];
  if (targetUrl) found.push((await import("./scripted-target.ts")).scriptedFamily(targetUrl));
  if (clusterUrl) {
    /** @type {typeof import("../../src/clients/kubernetes.ts")} */
    const { createKubernetesDoor } = await load("clients/kubernetes");
    /** @type {typeof import("../../src/targets/kubernetes/create-kubernetes-family.ts")} */
    const { createKubernetesFamily } = await load("targets/kubernetes/create-kubernetes-family");
    found.push(createKubernetesFamily(createKubernetesDoor({ kind: "server", url: clusterUrl }), Date.now));
  }
  return found;
}

const services = createServices(
  {
    slack: { ...slack, delivery: { kind: "socket", appToken: slack.appToken } },
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
  pace,
  families,
);
await services.start();
process.stdout.write("ready\n");
