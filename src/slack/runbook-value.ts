/** What a button of a runbook carries: the incident, the version that was on the screen, which runbook, and a step or page of it. */
export interface RunbookValue {
  readonly incident: string;
  readonly version: number;
  readonly slug: string;
  /** The key of a step. */
  readonly step?: string | undefined;
  /** From 0. */
  readonly page?: number | undefined;
}

/** `<incident id> <version> <slug> step:<key>` or `… page:<number>`. */
export function writeRunbookValue({ incident, version, slug, step, page }: RunbookValue): string {
  const where = step !== undefined ? ` step:${step}` : page !== undefined ? ` page:${page}` : "";
  return `${incident} ${version} ${slug}${where}`;
}

/** Undefined when the text is not one of ours. */
export function readRunbookValue(text: string | undefined): RunbookValue | undefined {
  const [, incident, version, slug, step, page] =
    /^(\S{1,64}) (\d{1,9}) ([a-z0-9.-]{1,100})(?: step:([a-z0-9-]{1,30})| page:(\d{1,4}))?$/.exec(text ?? "") ?? [];
  if (incident === undefined || version === undefined || slug === undefined) return undefined;
  return { incident, version: Number(version), slug, step, page: page === undefined ? undefined : Number(page) };
}
