import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { findResource } from "../../clients/kubernetes-resources.ts";
import { listRaw } from "../kubernetes/ask.ts";
import { digestOf } from "../kubernetes/change/canonical.ts";
import { isFault } from "../kubernetes/change/found-object.ts";
import {
  type JsonObject,
  jsonObject,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  textsAt,
} from "../kubernetes/change/json.ts";
import { writeQuery } from "../kubernetes/change/write-judged.ts";
import { quotedWords } from "../quoted-words.ts";
import type { Preview } from "../target.ts";
import { commandHash, commandLabel, digestIn, programContainer } from "./job-object.ts";
import type { JobPlace, Program } from "./job-place.ts";
import { jobAt } from "./look-at-job.ts";

/** What would run (`shown`), as the cluster itself would take it: it is asked to check the Job without making it. */
export async function previewJob(
  door: KubernetesDoor,
  { given, shown }: { readonly given: Program; readonly shown: Program },
  place: JobPlace,
  job: JsonObject,
  signal: AbortSignal,
): Promise<Omit<Preview, "pinned">> {
  const [admitted, running] = await Promise.all([
    admittedBy(door, place, job, signal),
    runningAlready(door, given, place, signal),
  ]);
  const container = objectsAt(admitted ?? job, "spec", "template", "spec", "containers").find(isProgram);
  const image = textAt(container, "image");
  const added = (what: string, after: string) => ({ what, before: "", after });
  const { jobs } = place;
  const set = Object.entries(given.environment ?? {}).map(([name, value]) => `${name}=${value}`);
  const optional = [
    added("sets", quotedWords(set)),
    added("environment from the Secrets", jobs.secrets.join(", ")),
    added("saves into the volume claim", given.saveTo === undefined ? "" : (jobs.destination?.claim ?? "")),
    added(
      "on nodes with",
      Object.entries(jobs.nodeSelector)
        .map((pair) => pair.join("="))
        .join(", "),
    ),
    added("runs as root", jobs.root ? "if the image says so" : ""),
    added("may speak to the cluster", jobs.serviceAccountToken ? `as ${jobs.serviceAccount}` : ""),
  ].filter(({ after }) => after !== "");
  const { programs: _, ...entry } = { ...jobs, namespace: place.namespace, destination: jobs.destination ?? null };
  return {
    kind: "preview",
    objects: [
      {
        name: `a Job in ${place.namespace}`,
        changes: [
          added("runs", quotedWords([shown.program, ...shown.arguments])),
          added("image", image),
          added("service account", jobs.serviceAccount),
          added("deadline", `${jobs.deadlineMinutes} min`),
          added("uses at most", `${jobs.cpu} of a CPU, ${jobs.memory} of memory`),
          ...optional,
        ],
      },
    ],
    warnings: [
      ...imageWarnings(image, jobs.image),
      ...running.map((name) => `The same command runs already, as job/${name}.`),
    ],
    notPreviewed: [
      "What the program changes: it cannot be tried without being run, and nothing here undoes it.",
      ...(given.saveTo === undefined
        ? []
        : ["Whether the volume holds a file of this name already: it would be written over."]),
      ...(admitted ? [] : ["Whether the cluster takes the Job: something in it does not allow that to be tried."]),
    ],
    fingerprint: { catalog: entry, job: admitted ? digestOf(judgedOf(admitted)) : "not tried" },
  };
}

/** The Job as the cluster would keep it; undefined where that cannot be tried. */
async function admittedBy(
  door: KubernetesDoor,
  place: JobPlace,
  body: JsonObject,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
  const { context, collection: path } = jobAt(place, "any");
  try {
    const query = writeQuery({ dryRun: true });
    return jsonObject.parse(await door.json(context, { method: "POST", path, query, body, signal }));
  } catch (error) {
    if (isFault(error, "BadRequest") && /dry.?run/i.test(error.message)) return undefined;
    throw error;
  }
}

// Without its name, and without what the cluster makes anew each time it is asked.
function judgedOf(admitted: JsonObject): JsonObject {
  const { selector: _, template, ...spec } = objectAt(admitted, "spec");
  const { labels, creationTimestamp: __, ...metadata } = objectAt(template, "metadata");
  const lasting = Object.entries(textsAt({ labels: labels ?? {} }, "labels")).filter(
    ([name]) => !/(^|\/)(controller-uid|job-name)$/.test(name),
  );
  return {
    ...spec,
    template: { ...objectAt(template), metadata: { ...metadata, labels: Object.fromEntries(lasting) } },
    digest: digestIn(admitted),
  };
}

async function runningAlready(
  door: KubernetesDoor,
  given: Program,
  place: JobPlace,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const jobs = await findResource(door, place.context, "jobs", signal);
  const { items } = await listRaw(
    door,
    place,
    jobs,
    { labelSelector: `${commandLabel}=${commandHash(given)}` },
    signal,
  );
  return items
    .filter((job) => (numberAt(job, "status", "active") ?? 0) > 0)
    .map((job) => textAt(job, "metadata", "name"));
}

function imageWarnings(image: string, written: string): readonly string[] {
  const changed =
    image === written ? [] : [`The cluster runs ${image} instead of ${written}, which the catalog names.`];
  if (image.includes("@sha256:")) return changed;
  const tag = /:([\w.-]+)$/.exec(image)?.[1] ?? "latest";
  return [
    ...changed,
    `The image is named by its tag ${tag}, which may stand for another image by the time it runs; the catalog can pin it with @sha256:…`,
  ];
}

const isProgram = (container: JsonObject): boolean => container.name === programContainer;
