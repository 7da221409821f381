import { awsActions } from "../../operation/aws/actions.ts";
import { lineChart } from "../charts/line-chart.ts";
import type { Family, LookUp, Reader } from "../target.ts";
import { createAwsDoor } from "./aws-door.ts";
import { type AwsParts, awsOperationNamed } from "./aws-parts.ts";
import { awsChangers } from "./change/aws-changers.ts";
import { pause } from "./pause.ts";
import { describeReader } from "./read/describe-reader.ts";
import { identityReader } from "./read/identity-reader.ts";
import { listObjectsReader } from "./read/list-objects-reader.ts";
import { metricReader } from "./read/metric-reader.ts";
import { tailReader } from "./read/tail-reader.ts";
import { servicesStable, tasksAre, waitReader } from "./read/wait-reader.ts";

export interface AwsFamilyParts {
  /** An emulator instead of AWS itself: `AWS_ENDPOINT_URL`. */
  readonly endpoint?: string | undefined;
  /** Asked for `AWS_ACCESS_KEY_ID` and the like; what it does not know the SDK looks for as it always does. */
  readonly lookUp: LookUp;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Between two looks at something that takes its time. */
  readonly pollMs?: number;
  /** For one call with all its tries. */
  readonly timeoutMs?: number;
}

/** Everything that can be asked of AWS, and be changed there. */
export function createAwsFamily({ endpoint, lookUp, now, pollMs = 5_000, timeoutMs = 20_000 }: AwsFamilyParts): Family {
  const door = createAwsDoor({ endpoint, lookUp, timeoutMs });
  const parts: AwsParts = { door, now, chart: lineChart, pause: (signal) => pause(pollMs, signal) };
  return {
    readers: awsReaders(parts),
    changers: awsChangers(parts),
    close: async () => door.close(),
  };
}

const ofTheirOwn = new Set(["logs tail", "s3 ls", "sts get-caller-identity", "cloudwatch get-metric-statistics"]);

function awsReaders(parts: AwsParts): readonly Reader[] {
  const plain = awsActions.filter(
    ({ service, action, risk }) =>
      (risk === "read" || risk === "sensitive") && service !== "ecs-wait" && !ofTheirOwn.has(`${service} ${action}`),
  );
  const waiter = (action: string) => awsOperationNamed("ecs-wait", action);
  return [
    ...plain.map(({ service, action }) => describeReader(awsOperationNamed(service, action), parts)),
    metricReader(parts),
    tailReader(parts),
    listObjectsReader(parts),
    identityReader(parts),
    waitReader({ ...waiter("services-stable"), asks: "describe-services", judge: servicesStable }, parts),
    waitReader({ ...waiter("tasks-running"), asks: "describe-tasks", judge: tasksAre("RUNNING", "STOPPED") }, parts),
    waitReader({ ...waiter("tasks-stopped"), asks: "describe-tasks", judge: tasksAre("STOPPED", undefined) }, parts),
  ];
}
