import { actionsOf } from "./action.ts";

export const cloudwatch = actionsOf("cloudwatch", {
  "get-metric-statistics read": [
    "Read a CloudWatch metric",
    "namespace metric-name dimensions:groups start-time end-time period:number statistics:words extended-statistics:words unit",
  ],
  "list-metrics read": ["List CloudWatch metrics", "namespace metric-name dimensions:groups recently-active"],
  "describe-alarms read": [
    "Show CloudWatch alarms",
    "alarm-names:words alarm-name-prefix alarm-types:words state-value action-prefix max-records:number",
  ],
  "describe-alarms-for-metric read": [
    "Show the alarms on a metric",
    "namespace metric-name dimensions:groups statistic",
  ],
  "describe-alarm-history read": [
    "Show what alarms did",
    "alarm-name history-item-type start-date end-date scan-by max-records:number",
  ],
  "set-alarm-state change": ["Set the state of an alarm", "alarm-name state-value state-reason state-reason-data"],
  "disable-alarm-actions change comes-back": ["Silence alarms", "alarm-names:words"],
  "enable-alarm-actions change": ["Let alarms speak again", "alarm-names:words"],
});

export const logs = actionsOf("logs", {
  "tail read": [
    "Read recent log lines",
    "since follow:flag format filter-pattern log-stream-names:words log-stream-name-prefix",
    "log-group-name",
  ],
  "filter-log-events read": [
    "Search log lines",
    "log-group-name log-stream-names:words log-stream-name-prefix filter-pattern start-time:number end-time:number limit:number",
  ],
  "get-log-events read": [
    "Read a log stream",
    "log-group-name log-stream-name start-time:number end-time:number limit:number start-from-head:flag",
  ],
  "describe-log-groups read": ["List log groups", "log-group-name-prefix log-group-name-pattern limit:number"],
  "describe-log-streams read": [
    "List log streams",
    "log-group-name log-stream-name-prefix order-by descending:flag limit:number",
  ],
});

export const loadBalancing = actionsOf("elbv2", {
  "describe-target-health read": ["Show the health of a target group", "target-group-arn targets:groups"],
  "describe-target-groups read": ["Show target groups", "load-balancer-arn target-group-arns:words names:words"],
  "describe-load-balancers read": ["Show load balancers", "load-balancer-arns:words names:words"],
  "describe-listeners read": ["Show listeners", "load-balancer-arn listener-arns:words"],
  "describe-rules read": ["Show listener rules", "listener-arn rule-arns:words"],
});
