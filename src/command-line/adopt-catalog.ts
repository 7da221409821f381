import type { Operation } from "../operation/definition.ts";
import { isHole } from "../operation/hole.ts";
import { isRecord } from "../operation/postgres/facts.ts";
import type { CommandContext } from "./reading.ts";

/** What the catalog knows better than the command: which database `$DATABASE_URL` is, which pod is a database. */
export function adoptCatalog(operation: Operation, names: readonly string[], context: CommandContext): Operation {
  return withoutBoundPod(withConnectionVariable(operation, names), context);
}

// `psql $DATABASE_URL`: the variable is the connection itself; it is known by its name and its value is never an argument.
function withConnectionVariable(operation: Operation, names: readonly string[]): Operation {
  const { database, ...rest } = operation.arguments;
  if (!operation.name.startsWith("postgres.") || typeof database !== "string" || !isHole(database)) return operation;
  const name = names[Number(/\d+/.exec(database)?.[0])] ?? "";
  if (!/(URL|URI|DSN|CONNECTION(_STRING)?)$/i.test(name)) return operation;
  return { ...operation, arguments: { ...rest, urlVariable: name } };
}

function withoutBoundPod(operation: Operation, context: CommandContext): Operation {
  const { through, ...rest } = operation.arguments;
  if (!isRecord(through) || typeof through.pod !== "string") return operation;
  const bound = Object.hasOwn(context.podBindings, through.pod) ? context.podBindings[through.pod] : undefined;
  return bound !== undefined && operation.name.startsWith(`${bound}.`) ? { ...operation, arguments: rest } : operation;
}
