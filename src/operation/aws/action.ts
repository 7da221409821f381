import { compile } from "@jmespath-community/jmespath";
import { z } from "zod";
import { define, type OperationDefinition } from "../definition.ts";
import type { Risk } from "../risk.ts";
import { text } from "../schema-parts.ts";

/**
 * How the command line writes a parameter: one word, several, a number, a bare flag, `Name=…,Value=…` groups, or what is
 * asked later.
 */
export type ParameterKind = "word" | "words" | "number" | "flag" | "groups" | "secret";

export interface AwsAction {
  /** As the command line names them: `ecs`, `update-service`. */
  readonly service: string;
  readonly action: string;
  readonly risk: Risk | ((given: AwsArguments) => Risk);
  /** Flag without dashes → how it is written. */
  readonly parameters: Readonly<Record<string, ParameterKind>>;
  /** Names of what may stand without a flag, in order. */
  readonly positional?: readonly string[];
  readonly describe: string;
  readonly comesBack?: boolean | undefined;
}

/** The only thing a secret parameter may hold in a request: its value is typed after approval. */
export const askedWhenItRuns = "(asked for when it runs)";

export type AwsArguments = Readonly<Record<string, unknown>>;

const shape: Readonly<Record<ParameterKind, z.ZodType>> = {
  word: text,
  words: z.array(text).min(1),
  number: z.int(),
  flag: z.boolean(),
  groups: z.array(z.record(z.string(), text.or(z.array(text)))).min(1),
  secret: z.literal(askedWhenItRuns),
};

/** The operation of one API action: `aws.ecs-update-service`, arguments named as the flags in camel case. */
export function awsOperation(action: AwsAction): OperationDefinition<AwsArguments> {
  const fields = Object.entries(action.parameters).map(([flag, kind]) => [camelCase(flag), shape[kind].optional()]);
  const positional = (action.positional ?? []).map((flag) => [camelCase(flag), text]);
  const schema: z.ZodType<AwsArguments> = z.strictObject({
    ...Object.fromEntries([...fields, ...positional]),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$|^zhole\d+z$/, "is not a region")
      .optional(),
    /** JMESPath, applied to the answer. */
    query: text.refine(isJmesPath, "is not JMESPath").optional(),
    output: z.enum(["json", "text", "table", "yaml"]).optional(),
  });
  return define({
    name: awsOperationName(action),
    schema,
    risk: action.risk,
    comesBack: action.comesBack,
    describe: (given) => `${action.describe}${argumentWords(given)}`,
  });
}

function isJmesPath(expression: string): boolean {
  try {
    compile(expression);
    return true;
  } catch {
    return false;
  }
}

export function awsOperationName(action: Pick<AwsAction, "service" | "action">): string {
  return `aws.${action.service}-${action.action}`;
}

/** `db-instance-identifier` → `dbInstanceIdentifier`. */
export function camelCase(flag: string): string {
  return flag.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The other way round: people know the flags. */
const flagOf = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const wordOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function argumentWords(given: AwsArguments): string {
  const words = Object.entries(given)
    .filter(([key, value]) => !["query", "output", "region"].includes(key) && value !== askedWhenItRuns)
    .map(([key, value]) => (value === true ? flagOf(key) : `${flagOf(key)} ${wordOf(value)}`));
  return words.length > 0 ? `: ${words.join(", ")}` : "";
}

/**
 * A table of actions in short: `"update-service change": ["words of description", "flag:kind flag:kind"]`; `comes-back`
 * may follow the risk.
 */
export function actionsOf(
  service: string,
  rows: Readonly<Record<string, readonly [string, string, string?]>>,
): readonly AwsAction[] {
  return Object.entries(rows).map(([head, [describe, parameters, positional]]) => {
    const [action = "", risk = "", end] = head.split(" ");
    return {
      service,
      action,
      describe,
      comesBack: end === "comes-back",
      risk: risk === "read" || risk === "sensitive" || risk === "change" ? risk : "destructive",
      parameters: Object.fromEntries(
        parameters
          .split(" ")
          .filter((word) => word !== "")
          .map(parameterOf),
      ),
      positional: positional ? positional.split(" ") : [],
    };
  });
}

function parameterOf(written: string): [string, ParameterKind] {
  const [flag = "", kind = "word"] = written.split(":");
  switch (kind) {
    case "words":
    case "number":
    case "flag":
    case "groups":
    case "secret":
      return [flag, kind];
    default:
      return [flag, "word"];
  }
}
