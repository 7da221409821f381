/** What people do with a runbook in an incident. `slug` names the file, `step` a step by its content. */
export type RunbookCommand = OpenRunbookCommand | TurnRunbook | TickStep | UntickStep | FillVariables;

export interface OpenRunbookCommand {
  readonly kind: "open-runbook";
  readonly slug: string;
  readonly title: string;
  readonly hash: string;
  /** From 0: where the part that fits begins. */
  readonly page: number;
}

export interface TurnRunbook {
  readonly kind: "turn-runbook";
  readonly slug: string;
  readonly page: number;
}

export interface TickStep {
  readonly kind: "tick-step";
  readonly slug: string;
  readonly step: string;
  readonly title: string;
  readonly evidence?: string | undefined;
}

export interface UntickStep {
  readonly kind: "untick-step";
  readonly slug: string;
  readonly step: string;
  readonly title: string;
}

/** Values that nobody but a person can know. An empty one is taken back. */
export interface FillVariables {
  readonly kind: "fill-variables";
  readonly slug: string;
  readonly values: Readonly<Record<string, string>>;
}
