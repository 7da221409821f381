import type { BlockKind } from "./types.ts";

/** What `runbook check --json` prints: an interface others build on. */
export interface CheckReport {
  readonly files: readonly FileReport[];
  readonly totals: Totals;
  /** Empty when a team may rely on every runbook. */
  readonly problems: readonly Problem[];
}

export interface FileReport {
  readonly path: string;
  readonly title: string;
  readonly commands: readonly CommandReport[];
  readonly blocks: readonly { readonly line: number; readonly kind: BlockKind }[];
}

export interface CommandReport {
  readonly line: number;
  readonly text: string;
  readonly title: string;
  readonly kind: "operation" | "manual" | "job";
  readonly operation?: string;
  readonly arguments?: unknown;
  readonly risk?: string;
  /** What is done to the output, in order, in words. */
  readonly filters?: readonly string[];
  readonly variables: readonly VariableReport[];
  readonly reason?: string;
}

export interface VariableReport {
  readonly name: string;
  readonly from: "assigned" | "output" | "catalog" | "label" | "secret" | "connection" | "asked";
  readonly value?: string;
  readonly line?: number;
}

export interface Totals {
  readonly commands: number;
  readonly operation: number;
  readonly manual: number;
  readonly job: number;
  readonly read: number;
  readonly sensitive: number;
  readonly change: number;
  readonly destructive: number;
}

export interface Problem {
  readonly kind: "undefined-variable" | "mistagged-block" | "lost-tool" | "review-passed" | "front-matter";
  readonly path: string;
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}
