import { Fault } from "../../clients/fault.ts";
import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import type { JsonObject } from "../kubernetes/change/json.ts";
import { writeQuery } from "../kubernetes/change/write-judged.ts";
import { refused } from "../kubernetes/scope.ts";
import type { Changing, Done, Refused } from "../target.ts";
import type { JobPlace } from "./job-place.ts";
import { findJob, jobAt, type MeantJob } from "./look-at-job.ts";

/** Made, or found made by an earlier attempt of the same request. */
export async function makeJob(
  door: KubernetesDoor,
  place: JobPlace,
  meant: MeantJob,
  body: JsonObject,
  doing: Changing,
): Promise<"made" | Done | Refused> {
  const { context, collection: path, words } = jobAt(place, meant.name);
  await doing.beforeSending();
  try {
    await door.json(context, { method: "POST", path, query: writeQuery(doing), body, signal: doing.signal });
  } catch (error) {
    if (doing.signal.aborted || !(error instanceof Fault)) throw error;
    const isThere = error.code === "AlreadyExists";
    if (!isThere && error.outcome !== "unknown") throw error;
    const found = await findJob(door, place, meant, doing.signal);
    if (found.kind === "refused" && isThere) return refused(`${found.reason}; nothing was run`);
    if (found.kind === "refused") throw error;
  }
  if (!doing.dryRun) {
    doing.emit(`${words} is made; deleting it stops the program\n`);
    return "made";
  }
  return { kind: "done", text: `A drill: the cluster would make ${words}. Nothing was run.` };
}
