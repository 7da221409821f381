import { type AwsAction, type AwsArguments, camelCase } from "../../operation/aws/action.ts";
import { readTime } from "../read-time.ts";
import { pascalName } from "./api-words.ts";

export type Input = Record<string, unknown>;

export type ReadInput =
  | { readonly kind: "input"; readonly input: Input }
  | { readonly kind: "refused"; readonly reason: string };

const times = /^(start|end)-(time|date)$|^restore-time$/;
const numbersInGroups = new Set(["Port"]);
const camelCaseApis = new Set(["ecs", "logs"]);

/** The arguments of an operation as the API of its service names and types them. Secrets are left out. */
export function actionInput(action: AwsAction, given: AwsArguments, now: number): ReadInput {
  const input: Input = {};
  for (const [flag, kind] of Object.entries(action.parameters)) {
    const value = given[camelCase(flag)];
    if (value === undefined || kind === "secret") continue;
    const key = camelCaseApis.has(action.service) ? camelCase(flag) : pascalName(flag);
    if (kind === "word" && times.test(flag)) {
      const time = readTime(String(value), now);
      if (time === undefined)
        return {
          kind: "refused",
          reason: `--${flag} ${String(value)} is not a time; write 2026-01-31T08:00:00Z or an age such as 15m or "-1 hour"`,
        };
      input[key] = new Date(time);
    } else input[key] = kind === "groups" ? groups(value) : value;
  }
  return { kind: "input", input };
}

function groups(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((group: unknown) =>
    typeof group === "object" && group !== null
      ? Object.fromEntries(
          Object.entries(group).map(([key, inner]) => [key, numbersInGroups.has(key) ? Number(inner) : inner]),
        )
      : group,
  );
}
