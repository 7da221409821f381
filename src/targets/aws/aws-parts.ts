import { type AwsAction, type AwsArguments, awsOperationName } from "../../operation/aws/action.ts";
import { awsActions, awsOperations } from "../../operation/aws/actions.ts";
import type { OperationDefinition } from "../../operation/definition.ts";
import type { LineChart } from "../charts/line-chart.ts";
import type { Picture, Site } from "../target.ts";
import type { AwsDoor } from "./aws-door.ts";

/** What every reader and changer of this family works with. */
export interface AwsParts {
  readonly door: AwsDoor;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits between two looks at something that takes its time. */
  pause(signal: AbortSignal): Promise<void>;
  /** Draws a metric. */
  chart(chart: LineChart): Promise<Picture>;
}

export interface AwsOperation {
  readonly action: AwsAction;
  readonly definition: OperationDefinition<AwsArguments>;
}

/** An action of the table of operations: `rds`, `describe-events`. */
export function awsOperationNamed(service: string, action: string): AwsOperation {
  const found = awsActions.find((one) => one.service === service && one.action === action);
  const definition = awsOperations.find((one) => one.name === awsOperationName({ service, action }));
  if (!found || !definition) throw new Error(`there is no operation for aws ${service} ${action}`);
  return { action: found, definition };
}

/** Where a call goes: what the operation says, else the catalog. Undefined when neither names a region. */
export function regionOf(given: AwsArguments, site: Site): string | undefined {
  return typeof given.region === "string" ? given.region : site.environment.aws?.region;
}

/** The text of an argument; undefined when it was not given. */
export function word(given: AwsArguments, name: string): string | undefined {
  const value = given[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The texts of an argument of several words. */
export function words(given: AwsArguments, name: string): readonly string[] {
  const value = given[name];
  return Array.isArray(value) ? value.map(String) : [];
}

export function noRegion(site: Site): { readonly kind: "refused"; readonly reason: string } {
  return { kind: "refused", reason: `the catalog names no AWS account for ${site.environmentName}` };
}
