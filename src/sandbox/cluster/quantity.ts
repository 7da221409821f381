import type { Json } from "../slack/json.ts";

/** `250m`, `2`, `512Mi` → a number: cores, bytes. 0 for what is no quantity. */
export function quantity(value: Json | undefined): number {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)(m|Ki|Mi|Gi|Ti|k|M|G)?$/.exec(String(value ?? "")) ?? [];
  return amount === undefined ? 0 : Number(amount) * (units[unit] ?? 1);
}

const units: Readonly<Record<string, number>> = {
  m: 0.001,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};
