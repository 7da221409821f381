import { type PodPlace, runInPod } from "../exec-in-pod.ts";
import type { Doing, Output, Refused } from "../target.ts";
import type { PostgresParts } from "./parts.ts";

export interface PodCommand {
  readonly through: PodPlace;
  /** SQL or one of psql's own commands. */
  readonly command: string;
  readonly database?: string | undefined;
  readonly user?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly isExpanded: boolean;
}

/** Reads by the psql of a pod, in sessions that may not write. */
export function readThroughPod({ exec }: PostgresParts, given: PodCommand, doing: Doing): Promise<Output | Refused> {
  const options = "-c default_transaction_read_only=on -c statement_timeout=30s -c lock_timeout=5s";
  return runInPod(exec, given.through, psql(given, options), doing);
}

/** Changes by the psql of a pod. Once it was started nobody but psql knows how far it came. */
export function changeThroughPod({ exec }: PostgresParts, given: PodCommand, doing: Doing): Promise<Output | Refused> {
  return runInPod(exec, given.through, psql(given, "-c lock_timeout=5s"), doing);
}

// Psql ends with 1 or 3 when it could not begin or Postgres refused the statement, which is undone then; 2 is a lost connection.
const psql = (given: PodCommand, options: string) =>
  ({ service: "postgres", words: psqlWords(given, options), notDone: [1, 3, 126, 127] }) as const;

function psqlWords(given: PodCommand, options: string): readonly string[] {
  const facts = { dbname: given.database, user: given.user, host: given.host, port: given.port?.toString(), options };
  const connection = Object.entries(facts).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${quoted(value)}`],
  );
  return [
    ...["psql", "--no-psqlrc", "--no-password", "--set=ON_ERROR_STOP=1", "--pset=pager=off"],
    ...(given.isExpanded ? ["--expanded"] : []),
    ...[`--dbname=${connection.join(" ")}`, `--command=${given.command}`],
  ];
}

const quoted = (value: string): string => `'${value.replace(/['\\]/g, "\\$&")}'`;
