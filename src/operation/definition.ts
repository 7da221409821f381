import type { z } from "zod";
import { isHole } from "./hole.ts";
import type { Risk } from "./risk.ts";

/** A typed act on a target. `arguments` fit the schema of the definition that `name` names. */
export interface Operation {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What the catalog allows beyond the strictest reading. */
export interface RiskPolicy {
  /** Tables whose rows may be read without approval. */
  readonly readableTables: readonly string[];
}

export const strictestPolicy: RiskPolicy = { readableTables: [] };

export type Review =
  | { readonly kind: "accepted"; readonly risk: Risk; readonly description: string }
  | { readonly kind: "refused"; readonly reason: string };

export interface RegisteredOperation {
  /** `kubernetes.rollout-undo`: family, dot, act. */
  readonly name: string;
  readonly family: string;
  readonly schema: z.ZodType;
  /** What it does must not stay: who asks for it says after how long it comes back by itself. */
  readonly comesBack: boolean;
  /** Risk and one sentence, computed from the arguments alone; or why they do not fit. Holes are taken for the worst. */
  review(given: unknown, policy: RiskPolicy): Review;
}

export interface OperationDefinition<A> extends RegisteredOperation {
  /** Parses arguments into their type, for whoever runs the operation. */
  readonly schema: z.ZodType<A>;
  risk(given: A, policy: RiskPolicy): Risk;
  describe(given: A): string;
}

interface Parts<A> {
  readonly name: string;
  readonly schema: z.ZodType<A>;
  readonly risk: Risk | ((given: A, policy: RiskPolicy) => Risk);
  readonly describe: (given: A) => string;
  readonly comesBack?: boolean | undefined;
}

export function define<A>(parts: Parts<A>): OperationDefinition<A> {
  const { name, schema, describe } = parts;
  const fixed = parts.risk;
  const risk = typeof fixed === "function" ? fixed : () => fixed;
  return {
    name,
    family: name.slice(0, name.indexOf(".")),
    schema,
    comesBack: parts.comesBack ?? false,
    risk,
    describe,
    review(given, policy) {
      const parsed = parseWithHoles(schema, given);
      if (!parsed.success) return { kind: "refused", reason: firstFault(parsed.error) };
      return { kind: "accepted", risk: risk(parsed.data, policy), description: describe(parsed.data) };
    },
  };
}

/** A hole where a number belongs is a number nobody knows yet: for the check, 1 will do. */
function parseWithHoles<A>(schema: z.ZodType<A>, given: unknown): z.ZodSafeParseResult<A> {
  const first = schema.safeParse(given);
  if (first.success || typeof given !== "object" || given === null) return first;
  const patched = Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const numberExpected = first.error.issues.some(
        (issue) => issue.path[0] === key && issue.code === "invalid_type" && /number|int/.test(issue.expected),
      );
      return [key, numberExpected && typeof value === "string" && isHole(value) ? 1 : value];
    }),
  );
  return schema.safeParse(patched);
}

function firstFault(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return "its arguments do not fit";
  return issue.path.length === 0 ? issue.message : `${issue.path.join(".")}: ${issue.message}`;
}
