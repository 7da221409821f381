import type { ExecInPod } from "../exec-in-pod.ts";
import type { LookUp, Refused, Site } from "../target.ts";
import { type Address, addressOf } from "./address.ts";
import type { Connections } from "./connections.ts";

export interface PostgresParts {
  readonly lookUp: LookUp;
  /** As which user of the catalog: reads go as one that can do nothing else, where the catalog names another for changes. */
  readonly as: "reader" | "changer";
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
  const at = addressOf(given, site, parts);
  return at.kind === "refused" ? at : work(at);
}
