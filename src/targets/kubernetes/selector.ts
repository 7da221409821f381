import { z } from "zod";

const selector = z.looseObject({
  matchLabels: z.record(z.string(), z.string()).nullish(),
  matchExpressions: z
    .array(z.object({ key: z.string(), operator: z.string(), values: z.array(z.string()).nullish() }))
    .nullish(),
});

/** A selector of an object's spec as the API takes it: `app=api,tier in (a,b)`. Empty when there is none. */
export function selectorOf(value: unknown): string {
  const parsed = selector.safeParse(value);
  if (!parsed.success) return "";
  const { matchLabels, matchExpressions } = parsed.data;
  return [
    ...Object.entries(matchLabels ?? {}).map(([key, wanted]) => `${key}=${wanted}`),
    ...(matchExpressions ?? []).map(expressionOf),
  ].join(",");
}

function expressionOf({
  key,
  operator,
  values,
}: {
  key: string;
  operator: string;
  values?: string[] | null | undefined;
}) {
  switch (operator) {
    case "Exists":
      return key;
    case "DoesNotExist":
      return `!${key}`;
    default:
      return `${key} ${operator === "In" ? "in" : "notin"} (${(values ?? []).join(",")})`;
  }
}
