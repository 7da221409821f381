import { z } from "zod";
import type { AwsArguments } from "../../../operation/aws/action.ts";
import type { Refused } from "../../target.ts";
import { awsOperationNamed, word } from "../aws-parts.ts";
import { lastPart } from "../ecs-state.ts";
import { type Asking, type AwsChange, found, refused, state } from "./aws-change.ts";

const facts = z.object({ task: z.string(), taskDefinition: z.string() });

const taskFields = z.object({
  taskArn: z.string(),
  taskDefinitionArn: z.string().default(""),
  lastStatus: z.string().default(""),
  desiredStatus: z.string().default(""),
  group: z.string().default(""),
});
const tasks = z.object({ tasks: z.array(taskFields).default([]) });

/** Stops one task; the service it belongs to starts another. */
export const stopTask: AwsChange<z.output<typeof facts>> = {
  ...awsOperationNamed("ecs", "stop-task"),
  facts,
  async look(given, asking) {
    const task = await taskOf(given, asking);
    if ("kind" in task) return task;
    if (task.desiredStatus === "STOPPED" || task.lastStatus === "STOPPED")
      return refused(`the task ${lastPart(task.taskArn)} is stopped or stopping already`);
    const changes = [{ what: "status", before: task.lastStatus, after: "STOPPED" }];
    const ofService = task.group.startsWith("service:");
    return found(
      [{ name: `task ${lastPart(task.taskArn)} of ${lastPart(task.taskDefinitionArn)}`, changes }],
      [
        ofService
          ? `${task.group.slice(8)} starts another task in its place`
          : "it belongs to no service: nothing starts it again",
      ],
      { task: task.taskArn, taskDefinition: task.taskDefinitionArn },
    );
  },
  input: (given, pinned) => ({ cluster: given.cluster, task: pinned.facts.task, reason: given.reason }),
  done: (_given, { task }) => ({ text: `AWS stops ${lastPart(task)}.` }),
  async state(given, _pinned, asking) {
    const task = await taskOf(given, asking);
    // ECS forgets a stopped task after an hour.
    if ("kind" in task) return state("took-hold", "the task is not there any more");
    const text = `the task ${lastPart(task.taskArn)} is ${task.lastStatus}`;
    if (task.lastStatus === "STOPPED") return state("took-hold", text);
    return state(task.desiredStatus === "STOPPED" ? "under-way" : "not-done", text);
  },
};

async function taskOf(given: AwsArguments, asking: Asking): Promise<z.output<typeof taskFields> | Refused> {
  const name = word(given, "task");
  if (name === undefined) return refused("the command names no task");
  const answer = await asking.ask("ecs", "describe-tasks", { cluster: given.cluster, tasks: [name] });
  const [task] = tasks.parse(answer).tasks;
  return task ?? refused(`ECS has no task ${name} in this cluster`);
}
