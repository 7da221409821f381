import { Fault } from "../../clients/fault.ts";
import type { Doing, Output, Refused } from "../target.ts";
import type { PostgresParts } from "./parts.ts";

export interface PodCommand {
  readonly through: {
    readonly pod: string;
    readonly container?: string | undefined;
    readonly namespace?: string | undefined;
    readonly context?: string | undefined;
  };
  /** SQL or one of psql's own commands. */
  readonly command: string;
  readonly database?: string | undefined;
  readonly user?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly isExpanded: boolean;
}

/** Reads by the psql of a pod, in sessions that may not write. */
export function readThroughPod(parts: PostgresParts, given: PodCommand, doing: Doing): Promise<Output | Refused> {
  return psqlInPod(
    parts,
    given,
    "-c default_transaction_read_only=on -c statement_timeout=30s -c lock_timeout=5s",
    doing,
  );
}

/** Changes by the psql of a pod. Once it was started nobody but psql knows how far it came. */
export function changeThroughPod(parts: PostgresParts, given: PodCommand, doing: Doing): Promise<Output | Refused> {
  return psqlInPod(parts, given, "-c lock_timeout=5s", doing);
}

const maxBytes = 4_000_000;

async function psqlInPod(
  { exec }: PostgresParts,
  given: PodCommand,
  options: string,
  doing: Doing,
): Promise<Output | Refused> {
  const { pod, container, namespace, context } = given.through;
  if (!exec) return { kind: "refused", reason: `nothing can run psql in ${pod} here` };
  if (namespace === undefined) return { kind: "refused", reason: `the catalog names no namespace for ${pod}` };
  const { signal, emit } = doing;
  const at = { namespace, pod, container };
  const { text, cut, exitCode } = await exec(context, at, psqlWords(given, options), { signal, emit, maxBytes });
  if (exitCode !== 0) throw failed(pod, exitCode, text);
  return { text: text.replace(/\n+$/, ""), ...(cut && { cut: "the first 4 MB" }) };
}

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

function failed(pod: string, exitCode: number, text: string): Fault {
  const said = text.trim().split("\n").slice(-3).join(" ").slice(0, 500);
  // 1: it could not begin; 2: the connection failed; 3: Postgres refused the statement, which is undone then.
  return new Fault(`psql in ${pod} ended with ${exitCode}: ${said}`, {
    service: "postgres",
    code: `psql-${exitCode}`,
    retry: { kind: "never" },
    outcome: exitCode === 3 || exitCode === 1 ? "not-done" : "unknown",
    advice: exitCode === 127 ? `There is no psql in ${pod}; let the catalog bind the pod to its database.` : undefined,
  });
}
