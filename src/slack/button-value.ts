import { type Part, parts } from "../incident/incident.ts";

/** What a button or a modal carries: which incident, and the version that was on the screen. Nothing else is trusted to it. */
export interface ButtonValue {
  readonly incident: string;
  readonly version: number;
  readonly part?: Part | undefined;
}

/** `<incident id> <version> [part]`. */
export function writeButtonValue({ incident, version, part }: ButtonValue): string {
  return part ? `${incident} ${version} ${part}` : `${incident} ${version}`;
}

/** Undefined when the text is not one of ours. */
export function readButtonValue(text: string | undefined): ButtonValue | undefined {
  const [, incident, version, word] = /^(\S{1,64}) (\d{1,9})(?: (\S+))?$/.exec(text ?? "") ?? [];
  if (incident === undefined || version === undefined) return undefined;
  const part = parts.find((one) => one === word);
  if (word !== undefined && part === undefined) return undefined;
  return { incident, version: Number(version), part };
}
