import { Fault } from "../../../clients/fault.ts";

export interface Named<T> {
  readonly found: readonly T[];
  /** A line for each that is not there, as kubectl prints it. */
  readonly missing: string;
}

/** Asks for each name. Throws only when nothing of it is there, unless that is to be ignored. */
export async function eachName<T>(
  names: readonly string[],
  ignoreNotFound: boolean,
  ask: (name: string) => Promise<T>,
): Promise<Named<T>> {
  const answers = await Promise.all(names.map((name) => ask(name).then((found) => ({ found }), missingOf)));
  const found = answers.flatMap((answer) => ("found" in answer ? [answer.found] : []));
  const faults = answers.flatMap((answer) => ("fault" in answer ? [answer.fault] : []));
  if (ignoreNotFound) return { found, missing: "" };
  const [first] = faults;
  if (first && found.length === 0) throw first;
  return { found, missing: faults.map(({ message }) => `${message}\n`).join("") };
}

function missingOf(error: unknown): { readonly fault: Fault } {
  if (error instanceof Fault && error.code === "NotFound") return { fault: error };
  throw error;
}
