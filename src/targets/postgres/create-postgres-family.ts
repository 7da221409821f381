import type { ExecInPod } from "../exec-in-pod.ts";
import type { Family, LookUp } from "../target.ts";
import { postgresChangers } from "./change/postgres-changers.ts";
import { createConnections } from "./connections.ts";
import { describeReader } from "./describe/describe.ts";
import type { PostgresParts } from "./parts.ts";
import { queryReader } from "./query.ts";

/** Everything done to Postgres. `through` runs psql inside a pod, for databases that only a pod reaches. */
export function createPostgresFamily(parts: {
  readonly lookUp: LookUp;
  readonly through?: ExecInPod | undefined;
}): Family {
  const connections = createConnections();
  const own: PostgresParts = { lookUp: parts.lookUp, as: "reader", connections, exec: parts.through };
  return {
    readers: [queryReader(own), describeReader(own)],
    changers: postgresChangers({ ...own, as: "changer" }),
    close: () => connections.close(),
  };
}
