import type { Json } from "../../target.ts";
import { type Fact, type Facts, leafFacts } from "./facts.ts";
import { type JsonObject, objectAt } from "./json.ts";

/** What an approver judges any object by: everything but what the server keeps for itself. Of a Secret, no value is shown. */
export function objectFacts(object: JsonObject): Facts {
  const { status, metadata, ...rest } = object;
  const { managedFields, resourceVersion, generation, uid, creationTimestamp, selfLink, ...marks } = objectAt(
    object,
    "metadata",
  );
  const facts = leafFacts({ ...rest, metadata: marks });
  return new Map([...facts].map((fact) => hideData(fact, object.kind === "Secret")));
}

/** The status alone, for who changes just that. */
export function statusFacts(object: JsonObject): Facts {
  return leafFacts(object.status, "status");
}

// kubectl keeps a copy of the whole object in an annotation, with whatever its names would hide.
function hideData([path, fact]: [string, Fact], isSecret: boolean): [string, Fact] {
  const isData = isSecret && /^(data|stringData)\./.test(path);
  const isCopy = path.endsWith("last-applied-configuration");
  return [path, isData || isCopy ? { ...fact, shown: `[${lengthOf(fact.value)} characters]` } : fact];
}

function lengthOf(value: Json): number {
  return typeof value === "string" ? value.length : 0;
}
