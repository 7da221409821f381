import { z } from "zod";
import { Fault } from "../../../clients/fault.ts";
import type { AwsArguments } from "../../../operation/aws/action.ts";
import { type Output, type Reader, type Refused, reader } from "../../target.ts";
import { actionInput } from "../action-input.ts";
import type { Answer } from "../aws-door.ts";
import { type AwsOperation, type AwsParts, noRegion, regionOf } from "../aws-parts.ts";
import { isStable, lastPart, readServices, serviceWords } from "../ecs-state.ts";

/** How far what is waited for has come. */
export type Waited = { readonly kind: "reached" | "waiting" | "never"; readonly text: string };

interface Waiter extends AwsOperation {
  /** The action that is asked again and again. */
  readonly asks: string;
  readonly judge: (answer: Answer) => Waited;
}

// As long as the command line of AWS waits.
const patienceMs = 600_000;

/** `aws ecs wait …`: looks until it is so, telling every change on the way. */
export function waitReader({ action, definition, asks, judge }: Waiter, parts: AwsParts): Reader {
  return reader(definition, async (given: AwsArguments, site, doing): Promise<Output | Refused> => {
    const region = regionOf(given, site);
    if (region === undefined) return noRegion(site);
    const read = actionInput({ ...action, service: "ecs" }, given, parts.now());
    if (read.kind === "refused") return read;
    const until = parts.now() + patienceMs;
    let text = "";
    let last = "";
    for (;;) {
      const call = { service: "ecs", action: asks, input: read.input, region } as const;
      const waited = judge(await parts.door.call(call, doing.signal));
      if (waited.text !== last) {
        last = waited.text;
        text += `${waited.text}\n`;
        doing.emit(`${waited.text}\n`);
      }
      if (waited.kind === "reached") return { text };
      if (waited.kind === "never") throw gaveUp(`it will not come: ${waited.text}`, "WaiterFailed");
      if (parts.now() > until) throw gaveUp(`not after ten minutes: ${waited.text}`, "WaiterTimeout");
      await parts.pause(doing.signal);
    }
  });
}

function gaveUp(message: string, code: string): Fault {
  return new Fault(message, {
    service: "aws",
    code,
    retry: { kind: "never" },
    outcome: "not-done",
    advice: "Look at the events of the service and at its stopped tasks.",
  });
}

/** Every service runs what it should, in one deployment. */
export function servicesStable(answer: Answer): Waited {
  const { services, missing } = readServices(answer);
  if (missing.length > 0) return { kind: "never", text: `there is no ${missing.join(", ")}` };
  const gone = services.filter(({ status }) => status === "DRAINING" || status === "INACTIVE");
  if (gone.length > 0)
    return { kind: "never", text: gone.map(({ serviceName, status }) => `${serviceName} is ${status}`).join(", ") };
  return { kind: services.every(isStable) ? "reached" : "waiting", text: services.map(serviceWords).join("; ") };
}

const tasks = z.object({
  tasks: z
    .array(z.object({ taskArn: z.string(), lastStatus: z.string().default(""), stoppedReason: z.string().optional() }))
    .default([]),
  failures: z.array(z.object({ arn: z.string().default(""), reason: z.string().default("") })).default([]),
});

/** Every task has the status; `impossible` is the one that is never left. */
export function tasksAre(wanted: string, impossible: string | undefined): (answer: Answer) => Waited {
  return (answer) => {
    const read = tasks.parse(answer);
    const text = [
      ...read.tasks.map(
        ({ taskArn, lastStatus, stoppedReason }) =>
          `${lastPart(taskArn)} is ${lastStatus}${stoppedReason ? ` (${stoppedReason})` : ""}`,
      ),
      ...read.failures.map(({ arn, reason }) => `${lastPart(arn)} is not there (${reason})`),
    ].join("; ");
    const lost = read.tasks.some(({ lastStatus }) => lastStatus === impossible) || read.failures.length > 0;
    if (lost && wanted !== "STOPPED") return { kind: "never", text };
    const reached = read.tasks.every(({ lastStatus }) => lastStatus === wanted);
    return { kind: reached ? "reached" : "waiting", text };
  };
}
