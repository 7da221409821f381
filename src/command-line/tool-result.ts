import type { Operation } from "../operation/definition.ts";

/** What one tool made of its words. */
export type ToolResult =
  | { readonly kind: "operations"; readonly operations: readonly ToolOperation[] }
  | { readonly kind: "job"; readonly operation: Operation }
  | { readonly kind: "manual"; readonly reason: string };

export interface ToolOperation {
  readonly operation: Operation;
  /** The part of the command this operation is, when the command holds several. */
  readonly text?: string;
}

export type Tool = (words: readonly string[]) => ToolResult;

/** Handed back to a person, with a reason they can act on. */
export function manual(reason: string): ToolResult {
  return { kind: "manual", reason };
}

/** One operation. Arguments that are undefined are left out. */
export function operation(name: string, given: Readonly<Record<string, unknown>>): ToolResult {
  return { kind: "operations", operations: [{ operation: { name, arguments: withoutUndefined(given) } }] };
}

export function withoutUndefined(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
