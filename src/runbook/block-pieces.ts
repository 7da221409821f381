import type { LineKind } from "./lines.ts";

/** A block cut into what a shell reads and what other readers read, all at their own offsets. */
export interface SplitBlock {
  /** The block with everything that is no shell blanked out. */
  readonly shell: string;
  readonly sql: readonly Piece[];
  readonly promql: readonly Piece[];
  /** Kinds in the order they begin; a block of one kind has one. */
  readonly parts: readonly { readonly start: number; readonly kind: LineKind }[];
}

export interface Piece {
  readonly start: number;
  readonly text: string;
}
