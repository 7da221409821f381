import type { LookUp, Refused, Site } from "../target.ts";
import { type Address, addressOf } from "./address.ts";
import type { Connections } from "./connections.ts";

/** Runs one program in a pod; no shell. `KubernetesDoor.exec` fits. */
export type ExecInPod = (
  context: string | undefined,
  at: { readonly namespace: string; readonly pod: string; readonly container?: string | undefined },
  command: readonly string[],
  doing: { readonly signal: AbortSignal; readonly maxBytes: number; emit(text: string): void },
) => Promise<{ readonly text: string; readonly cut: boolean; readonly exitCode: number }>;

export interface PostgresParts {
  readonly lookUp: LookUp;
  readonly connections: Connections;
  /** Absent: nothing is spoken to through a pod. */
  readonly exec?: ExecInPod | undefined;
}

/** `work` at the database of the site, unless the catalog refuses it. */
export async function withAddress<Result>(
  parts: PostgresParts,
  given: { readonly database?: string | undefined },
  site: Site,
  work: (at: Address) => Promise<Result>,
): Promise<Result | Refused> {
  const at = addressOf(given, site, parts.lookUp);
  return at.kind === "refused" ? at : work(at);
}
