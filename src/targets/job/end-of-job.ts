import { Fault } from "../../clients/fault.ts";
import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { remove } from "../../operation/kubernetes/object-change.ts";
import { deleteObject } from "../kubernetes/change/delete-object.ts";
import { quotedWords } from "../quoted-words.ts";
import type { Changing, Done } from "../target.ts";
import type { Followed } from "./follow-job.ts";
import type { JobPlace, Program } from "./job-place.ts";
import { judgeJob } from "./judge-job.ts";
import { jobAt, type MeantJob, podsOfJob } from "./look-at-job.ts";

/** Once the Job is made, no failure but that of its own beginning means that nothing was done. */
export async function knowingly(meant: MeantJob, work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault) || error.code === notBegun) throw error;
    const { service, code, retry, advice } = error;
    const message = `job/${meant.name} was made, but could not be followed: ${error.message}`;
    throw new Fault(message, { service, code, retry, advice, outcome: "unknown" }, { cause: error });
  }
}

const notBegun = "JobNotBegun";

interface Ending {
  readonly door: KubernetesDoor;
  readonly place: JobPlace;
  readonly meant: MeantJob;
  readonly given: Program;
  readonly doing: Changing;
}

/** What is said of a Job that was followed, with the end of what it printed. One that cannot begin is deleted, and that is a Fault. */
export async function endOfJob(followed: Followed, ending: Ending): Promise<Done> {
  const { meant, given, place } = ending;
  const command = quotedWords([given.program, ...given.arguments]);
  const job = `job/${meant.name}`;
  switch (followed.kind) {
    case "ended": {
      const ran = followed.image === "" ? "" : `\nIt ran ${followed.image}.`;
      return { kind: "done", text: `${command}: ${followed.text} (${job}).${ran}\n${followed.log}` };
    }
    case "gone": {
      const what = `it is not known how it ended: ${followed.text}. What it had done until then stays done.`;
      return { kind: "done", text: `${command}: ${what}\n${followed.log}` };
    }
    case "running": {
      const what = `${followed.text} as ${job}, and is no longer followed here. Its deadline ends it; deleting the Job ends it at once.`;
      const given = { resource: "jobs", names: [meant.name], namespace: place.namespace };
      const undo = { name: remove.name, arguments: given };
      return { kind: "done", text: `${command}: ${what}\n${followed.log}`, undo };
    }
    case "stuck":
      return takeAway(followed, ending);
  }
}

/** What never began is deleted with its pod, so that it does not begin when nobody looks. */
async function takeAway(
  { text, uid }: Extract<Followed, { readonly kind: "stuck" }>,
  { door, place, meant, doing }: Ending,
): Promise<never> {
  const at = jobAt(place, meant.name);
  await deleteObject(door, place.context, { ...at, uid }, { propagationPolicy: "Background" }, doing);
  const pods = await podsOfJob(door, place, { name: meant.name, uid }, doing.signal);
  const { kind } = judgeJob({ job: {}, pods, events: [] });
  const hasBegun = kind === "running" || kind === "ended";
  const end = hasBegun ? "it began in the same moment, and is being stopped" : "nothing was run";
  throw new Fault(`it did not begin: ${text}. ${at.words} is deleted again; ${end}`, {
    service: "kubernetes",
    code: notBegun,
    retry: { kind: "never" },
    outcome: hasBegun ? "unknown" : "not-done",
  });
}
