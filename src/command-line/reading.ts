import { type Operation, type RiskPolicy, strictestPolicy } from "../operation/definition.ts";
import type { Filter } from "../operation/filter.ts";
import type { Risk } from "../operation/risk.ts";

/** What one command turned out to be. Operations and filters hold holes where values are missing. */
export type Reading =
  | {
      readonly kind: "operation" | "job";
      readonly operation: Operation;
      /** Run on the output, in order. */
      readonly filters: readonly Filter[];
      readonly risk: Risk;
      readonly description: string;
    }
  | { readonly kind: "manual"; readonly reason: string };

export interface CommandEntry {
  /** Offsets into the text that was read. */
  readonly start: number;
  readonly end: number;
  /** As written, or the one statement of it that this entry is. */
  readonly text: string;
  /** The whole command this entry is a part of, and which part: several statements of one `-c` are several entries. */
  readonly whole: string;
  readonly part: number;
  readonly language: "shell" | "sql" | "promql";
  readonly reading: Reading;
  /** Names of the holes, by index. */
  readonly names: readonly string[];
  /** The words of each stage of its pipeline, where a shell text is one. */
  readonly stages?: readonly (readonly string[])[];
  /** Its `$(…)`s: each a name among `names` and the one look whose answer fills that hole. */
  readonly inputs?: readonly CommandInput[];
  /** The variable that the output becomes: `NS=$(kubectl get …)`. */
  readonly assigns?: string;
}

export interface CommandInput {
  readonly name: string;
  readonly reading: Reading;
}

/** A variable set to a known text. Not a command: nothing happens. */
export interface LiteralAssignment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly name: string;
  readonly value: string;
}

export interface ReadText {
  readonly entries: readonly CommandEntry[];
  readonly assignments: readonly LiteralAssignment[];
}

/** What the catalog adds to the reading of a command. */
export interface CommandContext {
  readonly policy: RiskPolicy;
  /** Pods that are a database and can be spoken to natively. */
  readonly podBindings: Readonly<Record<string, "postgres" | "redis">>;
  /** Whether there is a place where a Job can save a dump. */
  readonly savesDumps?: boolean | undefined;
}

export const noContext: CommandContext = { policy: strictestPolicy, podBindings: {} };
