import { type AwsAction, awsOperation } from "./action.ts";
import { ecs, ecsWaiters } from "./containers.ts";
import { elasticache, rds, s3, secretsManager } from "./data.ts";
import { ec2, identity, waf } from "./network.ts";
import { cloudwatch, loadBalancing, logs } from "./observe.ts";

/** Every API action that can be asked for. Any other is handed to a person. */
export const awsActions: readonly AwsAction[] = [
  ...cloudwatch,
  ...logs,
  ...loadBalancing,
  ...ecs,
  ...ecsWaiters,
  ...rds,
  ...elasticache,
  ...secretsManager,
  ...s3,
  ...waf,
  ...ec2,
  ...identity,
];

export const awsOperations = awsActions.map(awsOperation);
