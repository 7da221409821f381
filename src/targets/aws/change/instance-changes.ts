import { z } from "zod";
import type { AwsArguments } from "../../../operation/aws/action.ts";
import type { Refused } from "../../target.ts";
import { awsOperationNamed, words } from "../aws-parts.ts";
import { type Asking, type AwsChange, found, refused, state } from "./aws-change.ts";

const instanceFields = z.object({
  InstanceId: z.string(),
  InstanceType: z.string().default(""),
  State: z.object({ Name: z.string().default("") }).default({ Name: "" }),
  Tags: z.array(z.object({ Key: z.string().default(""), Value: z.string().default("") })).default([]),
});
const reservations = z.object({
  Reservations: z.array(z.object({ Instances: z.array(instanceFields).default([]) })).default([]),
});
const check = z.object({ Status: z.string().default("not told") }).default({ Status: "not told" });
const statuses = z.object({
  InstanceStatuses: z
    .array(z.object({ InstanceId: z.string().default(""), InstanceStatus: check, SystemStatus: check }))
    .default([]),
});
const facts = z.object({ instances: z.array(z.string()) });
type Facts = z.output<typeof facts>;
type Instance = z.output<typeof instanceFields>;

/** Restarts instances. EC2 keeps no trace of it: that its checks find them well again is all that can be read back. */
export const rebootInstances: AwsChange<Facts> = {
  ...awsOperationNamed("ec2", "reboot-instances"),
  facts,
  look: (given, asking) =>
    lookAt(given, asking, "restarted", ["what runs on it stops and has to start again by itself"]),
  done: (_given, { instances }) => ({ text: `EC2 restarts ${instances.join(", ")}.` }),
  async state(given, _pinned, asking) {
    const all = await instancesOf(given, asking);
    if ("kind" in all) return state("failed", all.reason);
    const checks = await checksOf(all, asking);
    const text = `${all.map((one) => `${one.InstanceId} is ${one.State.Name}${checks.words(one)}`).join(", ")}; EC2 keeps no trace of the restart itself: look at its uptime`;
    const ended = all.some(({ State }) => State.Name !== "running" && State.Name !== "pending");
    return {
      ...state(ended ? "failed" : all.every(checks.isWell) ? "took-hold" : "under-way", text),
      isTraceless: true,
    };
  },
};

/** Ends instances for good. */
export const terminateInstances: AwsChange<Facts> = {
  ...awsOperationNamed("ec2", "terminate-instances"),
  facts,
  look: (given, asking) =>
    lookAt(
      given,
      asking,
      "terminated",
      ["it does not come back, nor does what stands on its own disks"],
      ["whether an instance is protected against termination"],
    ),
  done: (_given, { instances }) => ({ text: `EC2 ends ${instances.join(", ")}.` }),
  async state(given, _pinned, asking) {
    const all = await instancesOf(given, asking);
    if ("kind" in all) return state("took-hold", "the instances are gone");
    const text = stateWords(all);
    if (all.every(({ State }) => State.Name === "terminated")) return state("took-hold", text);
    const going = all.every(({ State }) => /terminated|shutting-down/.test(State.Name));
    return state(going ? "under-way" : "not-done", text);
  },
};

async function lookAt(
  given: AwsArguments,
  asking: Asking,
  after: string,
  warnings: readonly string[],
  notPreviewed?: readonly string[],
) {
  const all = await instancesOf(given, asking);
  if ("kind" in all) return all;
  const gone = all.filter(({ State }) => /terminated|shutting-down/.test(State.Name));
  if (gone.length > 0) return refused(`${stateWords(gone)}: there is nothing left to do`);
  const objects = all.map((one) => ({
    name: `instance ${one.InstanceId}${nameOf(one)}, ${one.InstanceType}`,
    changes: [{ what: "state", before: one.State.Name, after }],
  }));
  const ids = all.map(({ InstanceId }) => InstanceId).sort();
  return found(objects, warnings, { instances: ids }, notPreviewed);
}

async function instancesOf(given: AwsArguments, asking: Asking): Promise<readonly Instance[] | Refused> {
  const ids = words(given, "instanceIds");
  if (ids.length === 0) return refused("the command names no instance");
  const read = reservations.parse(await asking.ask("ec2", "describe-instances", { InstanceIds: ids }));
  const all = read.Reservations.flatMap(({ Instances }) => Instances);
  const missing = ids.filter((id) => !all.some(({ InstanceId }) => InstanceId === id));
  return missing.length > 0 ? refused(`EC2 has no instance ${missing.join(", ")}`) : all;
}

/** What EC2's own checks last found, of the machine below an instance and of the instance itself. */
async function checksOf(all: readonly Instance[], { ask }: Asking) {
  const input = { InstanceIds: all.map(({ InstanceId }) => InstanceId), IncludeAllInstances: true };
  const { InstanceStatuses } = statuses.parse(await ask("ec2", "describe-instance-status", input));
  const found = ({ InstanceId }: Instance) => {
    const one = InstanceStatuses.find((status) => status.InstanceId === InstanceId);
    return { instance: one?.InstanceStatus.Status ?? "not told", system: one?.SystemStatus.Status ?? "not told" };
  };
  return {
    words: (one: Instance) => ` (instance status ${found(one).instance}, system status ${found(one).system})`,
    isWell: (one: Instance) =>
      one.State.Name === "running" && found(one).instance === "ok" && found(one).system === "ok",
  };
}

function stateWords(all: readonly Instance[]): string {
  return all.map(({ InstanceId, State }) => `${InstanceId} is ${State.Name}`).join(", ");
}

function nameOf({ Tags }: Instance): string {
  const name = Tags.find(({ Key }) => Key === "Name")?.Value;
  return name ? ` (${name})` : "";
}
