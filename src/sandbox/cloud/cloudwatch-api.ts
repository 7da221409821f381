import { account, type CloudStory, isInTrouble, region } from "./cloud-story.ts";
import { type CloudApi, CloudError, type CloudRequest, type WireRecord } from "./wire.ts";

interface MetricShape {
  readonly unit: string;
  readonly usual: number;
  readonly inTrouble: number;
}

/** What each metric measures while all is well, and while it is not. */
const metrics: Readonly<Record<string, MetricShape>> = {
  "AWS/ECS CPUUtilization": { unit: "Percent", usual: 34, inTrouble: 91 },
  "AWS/ECS MemoryUtilization": { unit: "Percent", usual: 47, inTrouble: 63 },
  "AWS/ApplicationELB TargetResponseTime": { unit: "Seconds", usual: 0.22, inTrouble: 3.4 },
  "AWS/RDS CPUUtilization": { unit: "Percent", usual: 38, inTrouble: 44 },
  "AWS/RDS FreeStorageSpace": { unit: "Bytes", usual: 61e9, inTrouble: 60e9 },
};

const alarmMetrics: Readonly<Record<string, { metric: string; threshold: number }>> = {
  "production-alb-high-response-time": { metric: "AWS/ApplicationELB TargetResponseTime", threshold: 2 },
  "production-ecs-high-cpu": { metric: "AWS/ECS CPUUtilization", threshold: 80 },
  "production-rds-high-cpu": { metric: "AWS/RDS CPUUtilization", threshold: 80 },
};

// What was set by hand lasts until the next measurement.
const measuredEveryMs = 60_000;
const pointsAtMost = 1_440;

export function cloudwatchApi(story: CloudStory): CloudApi {
  return (request) => {
    switch (request.action) {
      case "DescribeAlarms":
        return { MetricAlarms: alarmsAsked(story, request), CompositeAlarms: [] };
      case "DescribeAlarmHistory":
        return { AlarmHistoryItems: alarmHistory(story, request) };
      case "SetAlarmState": {
        const alarm = alarmNamed(story, request.text("AlarmName") ?? "");
        const [state, reason] = [request.text("StateValue") ?? "", request.text("StateReason") ?? ""];
        alarm.set = { state, reason, at: story.now() };
        return {};
      }
      case "DisableAlarmActions":
      case "EnableAlarmActions":
        for (const name of request.list("AlarmNames"))
          alarmNamed(story, name).actionsEnabled = request.action === "EnableAlarmActions";
        return {};
      case "GetMetricStatistics":
        return statistics(story, request);
      case "ListMetrics":
        return {
          Metrics: Object.keys(metrics).map((one) => {
            const [Namespace = "", MetricName = ""] = one.split(" ");
            return { Namespace, MetricName, Dimensions: [] };
          }),
        };
      default:
        return undefined;
    }
  };
}

function alarmNamed(story: CloudStory, name: string) {
  const alarm = story.alarms.get(name);
  if (!alarm) throw new CloudError("ResourceNotFound", "Alarm does not exist", 404);
  return alarm;
}

function alarmsAsked(story: CloudStory, request: CloudRequest): WireRecord[] {
  const [names, wanted] = [request.list("AlarmNames"), request.text("StateValue")];
  const prefix = request.text("AlarmNamePrefix") ?? "";
  return [...story.alarms.keys()]
    .filter((name) => (names.length === 0 || names.includes(name)) && name.startsWith(prefix))
    .map((name) => alarmNow(story, name))
    .filter(({ StateValue }) => wanted === undefined || StateValue === wanted);
}

function alarmNow(story: CloudStory, name: string): WireRecord {
  const { actionsEnabled, set } = alarmNamed(story, name);
  const { metric = "", threshold = 0 } = alarmMetrics[name] ?? {};
  const [Namespace = "", MetricName = ""] = metric.split(" ");
  const value = valueAt(story, metric, story.now());
  const measured = value > threshold ? "ALARM" : "OK";
  const byHand = set && story.now() - set.at < measuredEveryMs ? set : undefined;
  return {
    AlarmName: name,
    AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
    ActionsEnabled: actionsEnabled,
    AlarmActions: [`arn:aws:sns:${region}:${account}:production-alerts`],
    StateValue: byHand?.state ?? measured,
    StateReason:
      byHand?.reason ?? `Threshold Crossed: 3 datapoints, the latest ${value.toFixed(2)} against ${threshold}.`,
    StateUpdatedTimestamp: (byHand?.at ?? story.deployments.at(-1)?.at ?? 0) / 1000,
    Namespace,
    MetricName,
    Statistic: "Average",
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: threshold,
    ComparisonOperator: "GreaterThanThreshold",
  };
}

function alarmHistory(story: CloudStory, request: CloudRequest): WireRecord[] {
  const name = request.text("AlarmName") ?? "";
  const { set } = alarmNamed(story, name);
  if (!set || set.at < (request.time("StartDate") ?? 0)) return [];
  const HistoryData = JSON.stringify({ newState: { stateValue: set.state, stateReason: set.reason } });
  const summary = `Alarm updated to ${set.state}`;
  return [
    { AlarmName: name, HistoryItemType: "StateUpdate", HistorySummary: summary, Timestamp: set.at / 1000, HistoryData },
  ];
}

function statistics(story: CloudStory, request: CloudRequest): WireRecord {
  const metric = `${request.text("Namespace")} ${request.text("MetricName")}`;
  const [from, to, period] = [request.time("StartTime"), request.time("EndTime"), request.number("Period")];
  if (from === undefined || to === undefined || period === undefined || to <= from)
    throw new CloudError("InvalidParameterValue", "The parameter StartTime must be less than the parameter EndTime.");
  const step = period * 1000;
  if ((to - from) / step > pointsAtMost)
    throw new CloudError("InvalidParameterCombination", `You have requested more than ${pointsAtMost} datapoints.`);
  const shape = metrics[metric];
  const times = shape ? Array.from({ length: Math.floor((to - from) / step) }, (_, at) => from + at * step) : [];
  return {
    Label: request.text("MetricName") ?? "",
    Datapoints: times
      .filter((at) => at <= story.now())
      .map((at) => ({
        Timestamp: at / 1000,
        Unit: shape?.unit ?? "None",
        ...Object.fromEntries(request.list("Statistics").map((name) => [name, valueAt(story, metric, at)])),
      })),
  };
}

/** The same at the same moment, whoever asks. */
function valueAt(story: CloudStory, metric: string, at: number): number {
  const shape = metrics[metric];
  if (!shape) return 0;
  const base = isInTrouble(story, at) ? shape.inTrouble : shape.usual;
  return base * (1 + 0.04 * Math.sin(at / 97_000) + 0.02 * Math.sin(at / 31_000));
}
