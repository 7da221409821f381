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

/** A reason with what a person can do instead: they can always do it themselves. */
export function withWayOut(reason: string): string {
  return wayOut.test(reason) ? reason : `${reason}; run it yourself and paste what matters`;
}

const wayOut =
  /[;:,] (a person|else|run|write|do|name|use|call|give|leave|let|ask|exec|choose|correct|set|put|type|each|one|it may|connections and)\b/;

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
