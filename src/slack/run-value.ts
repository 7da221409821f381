/** What a button of a run carries: the incident, the version that was on the screen, and the run. */
export interface RunValue {
  readonly incident: string;
  readonly version: number;
  readonly run: number;
}

/** `<incident id> <version> run:<number>`. */
export const writeRunValue = ({ incident, version, run }: RunValue): string => `${incident} ${version} run:${run}`;

/** Undefined when the text is not one of ours. */
export function readRunValue(text: string | undefined): RunValue | undefined {
  const [, incident, version, run] = /^(\S{1,64}) (\d{1,9}) run:(\d{1,9})$/.exec(text ?? "") ?? [];
  if (incident === undefined || version === undefined || run === undefined) return undefined;
  return { incident, version: Number(version), run: Number(run) };
}
