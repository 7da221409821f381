import type { Filter } from "../../operation/filter.ts";
import { type FlagStyle, type FlagTable, type ParsedFlags, parseFlags } from "../flags.ts";

export type FilterResult =
  | { readonly kind: "filter"; readonly filter: Filter }
  | { readonly kind: "fault"; readonly reason: string };

export function fault(reason: string): FilterResult {
  return { kind: "fault", reason };
}

/** Reads a filter's words; whatever the reader leaves unused is a fault. `undefined` properties are left out. */
export function withFlags(
  program: string,
  words: readonly string[],
  table: FlagTable,
  read: (flags: ParsedFlags) => Filter | string,
  style: FlagStyle = {},
): FilterResult {
  const flags = parseFlags(words, table, style);
  if (flags.kind === "fault") return fault(`${program}: ${flags.reason}`);
  const filter = read(flags);
  if (typeof filter === "string") return fault(`${program}: ${filter}`);
  const [unused] = flags.unused();
  return unused === undefined ? { kind: "filter", filter } : fault(`${program}: ${unused} is not understood here`);
}

/** A small whole number; undefined for anything else, holes included: how much is shown must be known. */
export function smallNumber(word: string | undefined): number | undefined {
  return word !== undefined && /^\d{1,6}$/.test(word) ? Number(word) : undefined;
}
