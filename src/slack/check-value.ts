/** What the button of a box carries: which round, and which item of it. */
export interface CheckValue {
  readonly round: string;
  readonly item: string;
}

export function writeCheckValue({ round, item }: CheckValue): string {
  return `${round} ${item}`;
}

/** Undefined when the text is not one of ours. */
export function readCheckValue(text: string | undefined): CheckValue | undefined {
  const [, round, item] = /^([0-9a-f-]{36}) ([a-z0-9-]{1,30})$/.exec(text ?? "") ?? [];
  return round === undefined || item === undefined ? undefined : { round, item };
}
