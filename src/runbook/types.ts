import type { CommandEntry } from "../command-line/reading.ts";

/** By content; the tag of the fence is only a hint. */
export type BlockKind = "commands" | "sql" | "promql" | "output" | "configuration" | "prose";

export interface Block {
  /** 1-based line of the file where its text begins. */
  readonly line: number;
  /** Line of the first text of the fence it lies in: a fence may hold commands and what they print. */
  readonly fence: number;
  readonly kind: BlockKind;
  /** The language the author wrote after the fence. */
  readonly tag: string | undefined;
}

/** Where the value of a variable comes from when it is not asked for. */
export type VariableSource =
  | { readonly kind: "assigned"; readonly value: string; readonly line: number }
  /** What a command prints; `by` where that command is set to it as it stands: `POD=$(kubectl …)`. */
  | { readonly kind: "output"; readonly line: number; readonly by?: Pick<RunbookCommand, "entry" | "variables"> }
  | { readonly kind: "catalog"; readonly value: string }
  /** A secret: its value stays in the process and is put in when the operation runs. */
  | { readonly kind: "secret"; readonly environmentVariable: string }
  /** The connection itself: the catalog names it, nobody types it. */
  | { readonly kind: "connection" }
  /** A label of the alert, as the author said: `NS='<value of namespace label from alert>'`. */
  | { readonly kind: "label"; readonly label: string }
  /** Asked for in a form; with the author's words for it, where there are some. */
  | { readonly kind: "asked"; readonly prompt?: string };

export interface VariableUse {
  readonly name: string;
  readonly source: VariableSource;
  /** Written `$NAME`, which its author meant to be set somewhere. */
  readonly expectsValue: boolean;
}

export interface RunbookCommand {
  readonly line: number;
  readonly text: string;
  readonly title: string;
  readonly entry: CommandEntry;
  readonly variables: readonly VariableUse[];
}

/** One thing to do: commands that share a title, or a box to tick. */
export interface Step {
  /** Position in the runbook, from 1. */
  readonly number: number;
  readonly line: number;
  readonly title: string;
  /** Headings above it, outermost first. */
  readonly section: readonly string[];
  readonly commands: readonly RunbookCommand[];
}

export interface Section {
  readonly line: number;
  readonly headings: readonly string[];
  /** What people see when this happens, as the document says it. */
  readonly symptoms: string;
  readonly hasSteps: boolean;
}

export interface FrontMatter {
  readonly title?: string | undefined;
  readonly service?: string | undefined;
  readonly severity?: string | undefined;
  readonly alerts: readonly string[];
  readonly owner?: string | undefined;
  /** `2027-02-01`: until when somebody vouches for it. */
  readonly review?: string | undefined;
  readonly schedule: readonly Schedule[];
}

export interface Schedule {
  readonly name: string;
  readonly cron: string;
  readonly timeZone: string;
}

export interface Runbook {
  readonly path: string;
  readonly title: string;
  /** From the front matter, else the folder it lies in. */
  readonly service: string | undefined;
  readonly frontMatter: FrontMatter;
  readonly sections: readonly Section[];
  readonly steps: readonly Step[];
  readonly blocks: readonly Block[];
  /** sha256 of the text: an approval is for this content. */
  readonly hash: string;
}
