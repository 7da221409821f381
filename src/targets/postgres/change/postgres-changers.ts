import type { Changer } from "../../target.ts";
import type { PostgresParts } from "../parts.ts";
import { createIndexChanger } from "./create-index.ts";
import { executeChangers } from "./execute.ts";
import { maintenanceChangers } from "./maintain.ts";
import { reindexChanger } from "./reindex.ts";
import { rowChangers } from "./rows.ts";
import { sessionChangers } from "./sessions.ts";

/** Everything that changes a database. */
export function postgresChangers(parts: PostgresParts): readonly Changer[] {
  return [
    ...sessionChangers(parts),
    ...rowChangers(parts),
    ...executeChangers(parts),
    ...maintenanceChangers(parts),
    reindexChanger(parts),
    createIndexChanger(parts),
  ];
}
