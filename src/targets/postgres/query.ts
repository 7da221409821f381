import { query } from "../../operation/postgres/operations.ts";
import { type Reader, reader } from "../target.ts";
import { type PostgresParts, withAddress } from "./parts.ts";
import { outputLimits, printResult } from "./print-result.ts";
import { runStatement } from "./run-statement.ts";
import { readThroughPod } from "./through-pod.ts";

/** One statement that reads, in a READ ONLY transaction, printed as psql prints it. */
export function queryReader(parts: PostgresParts): Reader {
  return reader(query, (given, site, doing) => {
    const isExpanded = given.expanded ?? false;
    if (given.through)
      return readThroughPod(parts, { ...given, through: given.through, command: given.sql, isExpanded }, doing);
    return withAddress(parts, given, site, (at) =>
      parts.connections.read(at, doing.signal, async (client) =>
        printResult(await runStatement(client, { sql: given.sql }, outputLimits), isExpanded),
      ),
    );
  });
}
