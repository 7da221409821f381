import { z } from "zod";
import type { AwsArguments } from "../../../operation/aws/action.ts";
import type { Refused } from "../../target.ts";
import { awsOperationNamed, word, words } from "../aws-parts.ts";
import { type Asking, type AwsChange, found, operationLike, refused, state } from "./aws-change.ts";

const alarmFields = z.object({
  AlarmName: z.string(),
  AlarmArn: z.string().default(""),
  StateValue: z.string().default(""),
  StateReason: z.string().default(""),
  ActionsEnabled: z.boolean().default(false),
  AlarmActions: z.array(z.string()).default([]),
});
const alarms = z.object({
  MetricAlarms: z.array(alarmFields).default([]),
  CompositeAlarms: z.array(alarmFields).default([]),
});

type Alarm = z.output<typeof alarmFields>;

async function alarmsNamed(names: readonly string[], asking: Asking): Promise<readonly Alarm[] | Refused> {
  if (names.length === 0) return refused("the command names no alarm");
  const input = { AlarmNames: names, AlarmTypes: ["MetricAlarm", "CompositeAlarm"] };
  const read = alarms.parse(await asking.ask("cloudwatch", "describe-alarms", input));
  const all = [...read.MetricAlarms, ...read.CompositeAlarms];
  const missing = names.filter((name) => !all.some(({ AlarmName }) => AlarmName === name));
  return missing.length > 0 ? refused(`CloudWatch has no alarm ${missing.join(", ")}`) : all;
}

const switchFacts = z.object({ alarms: z.array(z.string()), speaking: z.array(z.string()) });
type SwitchFacts = z.output<typeof switchFacts>;

/** Silences alarms or lets them speak again; each is the undo of the other, for those alarms that it changed. */
export function alarmActionsSwitch(on: boolean): AwsChange<SwitchFacts> {
  const [action, opposite] = on
    ? ["enable-alarm-actions", "disable-alarm-actions"]
    : ["disable-alarm-actions", "enable-alarm-actions"];
  const affected = ({ alarms: all, speaking }: SwitchFacts) => all.filter((arn) => speaking.includes(arn) !== on);
  return {
    ...awsOperationNamed("cloudwatch", action),
    facts: switchFacts,
    async look(given, asking) {
      const all = await alarmsNamed(words(given, "alarmNames"), asking);
      if ("kind" in all) return all;
      if (all.every(({ ActionsEnabled }) => ActionsEnabled === on))
        return { ...refused(`the actions of ${names(all)} are ${onOff(on)} already`), isSo: true };
      const objects = all.map(({ AlarmName, ActionsEnabled, StateValue }) => ({
        name: `alarm ${AlarmName} (${StateValue})`,
        changes: [{ what: "actions", before: onOff(ActionsEnabled), after: onOff(on) }],
      }));
      const ringing = all.filter(({ StateValue }) => StateValue === "ALARM");
      const facts = {
        alarms: all.map(({ AlarmName }) => AlarmName),
        speaking: all.filter(({ ActionsEnabled }) => ActionsEnabled).map(({ AlarmName }) => AlarmName),
      };
      return found(
        objects,
        [
          on ? undefined : "nobody is told of these alarms until their actions are on again",
          !on && ringing.length > 0 ? `${names(ringing)} is in ALARM now` : undefined,
        ],
        facts,
      );
    },
    done: (given, facts) => ({
      text: `The actions of ${facts.alarms.join(", ")} are ${onOff(on)}.`,
      undo: operationLike(given, `cloudwatch-${opposite}`, { alarmNames: affected(facts) }),
    }),
    async state(given, _pinned, asking) {
      const all = await alarmsNamed(words(given, "alarmNames"), asking);
      if ("kind" in all) return state("failed", all.reason);
      const wrong = all.filter(({ ActionsEnabled }) => ActionsEnabled !== on);
      return wrong.length === 0
        ? state("took-hold", `the actions of ${names(all)} are ${onOff(on)}`)
        : state("not-done", `the actions of ${names(wrong)} are still ${onOff(!on)}`);
    },
  };
}

const stateFacts = z.object({ alarm: z.string(), state: z.string() });

const history = z.object({
  AlarmHistoryItems: z.array(z.object({ Timestamp: z.string(), HistoryData: z.string().default("") })).default([]),
});

/** Lets an alarm ring, or go quiet, until its next measurement. */
export const setAlarmState: AwsChange<z.output<typeof stateFacts>> = {
  ...awsOperationNamed("cloudwatch", "set-alarm-state"),
  facts: stateFacts,
  async look(given, asking) {
    const all = await alarmsNamed([word(given, "alarmName") ?? ""], asking);
    if ("kind" in all) return all;
    const [alarm] = all;
    const wanted = word(given, "stateValue") ?? "";
    if (!alarm) return refused("CloudWatch has no such alarm");
    if (!["OK", "ALARM", "INSUFFICIENT_DATA"].includes(wanted))
      return refused(`--state-value ${wanted} is not OK, ALARM or INSUFFICIENT_DATA`);
    if (word(given, "stateReason") === undefined) return refused("aws cloudwatch set-alarm-state needs --state-reason");
    const changes = [{ what: "state", before: alarm.StateValue, after: wanted }];
    const told = alarm.ActionsEnabled && alarm.AlarmActions.length > 0 && wanted === "ALARM";
    const facts = { alarm: alarm.AlarmArn, state: alarm.StateValue };
    return found(
      [{ name: `alarm ${alarm.AlarmName}`, changes }],
      [
        "the next measurement sets it back by itself",
        told ? `it tells ${alarm.AlarmActions.join(", ")}, which may page somebody` : undefined,
      ],
      facts,
    );
  },
  done: (given, facts) => ({
    text: `${word(given, "alarmName")} was ${facts.state} and is set to ${word(given, "stateValue")}.`,
  }),
  async state(given, { at }, asking) {
    const wanted = word(given, "stateValue");
    const all = await alarmsNamed([word(given, "alarmName") ?? ""], asking);
    if ("kind" in all) return state("failed", all.reason);
    const [alarm] = all;
    if (alarm?.StateValue === wanted && alarm?.StateReason === word(given, "stateReason"))
      return state("took-hold", `${alarm?.AlarmName} is ${wanted}`);
    return (await wasSet(given, at, asking))
      ? state("took-hold", `${alarm?.AlarmName} was set to ${wanted} and is ${alarm?.StateValue} again by measurement`)
      : state("not-done", `${alarm?.AlarmName} is ${alarm?.StateValue}`);
  },
};

/** By its history: an alarm that was set may have been measured since. */
async function wasSet(given: AwsArguments, at: number, asking: Asking): Promise<boolean> {
  const input = { AlarmName: word(given, "alarmName"), HistoryItemType: "StateUpdate", StartDate: new Date(at) };
  const { AlarmHistoryItems } = history.parse(await asking.ask("cloudwatch", "describe-alarm-history", input));
  const reason = JSON.stringify(word(given, "stateReason") ?? "");
  return AlarmHistoryItems.some(({ HistoryData }) => HistoryData.includes(reason));
}

function names(all: readonly Alarm[]): string {
  return all.map(({ AlarmName }) => AlarmName).join(", ");
}

function onOff(on: boolean): string {
  return on ? "on" : "off";
}
