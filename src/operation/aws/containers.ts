import { actionsOf } from "./action.ts";

export const ecs = actionsOf("ecs", {
  "describe-services read": ["Show ECS services", "cluster services:words include:words"],
  "describe-tasks read": ["Show ECS tasks", "cluster tasks:words include:words"],
  "describe-clusters read": ["Show ECS clusters", "clusters:words include:words"],
  "describe-task-definition read": ["Show a task definition", "task-definition include:words"],
  "list-services read": ["List ECS services", "cluster launch-type scheduling-strategy"],
  "list-tasks read": ["List ECS tasks", "cluster service-name family desired-status launch-type container-instance"],
  "list-clusters read": ["List ECS clusters", ""],
  "list-task-definitions read": ["List task definitions", "family-prefix status sort"],
  "update-service change": [
    "Update an ECS service",
    "cluster service desired-count:number task-definition force-new-deployment:flag health-check-grace-period-seconds:number",
  ],
  "stop-task change": ["Stop an ECS task", "cluster task reason"],
});

/** `aws ecs wait services-stable`: the waiter is the action. */
export const ecsWaiters = actionsOf("ecs-wait", {
  "services-stable read": ["Wait until ECS services are stable", "cluster services:words"],
  "tasks-running read": ["Wait until ECS tasks run", "cluster tasks:words"],
  "tasks-stopped read": ["Wait until ECS tasks have stopped", "cluster tasks:words"],
});
