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
  return object.kind === "Secret" ? new Map([...facts].map(hideData)) : facts;
}

/** The status alone, for who changes just that. */
export function statusFacts(object: JsonObject): Facts {
  return leafFacts(object.status, "status");
}

// kubectl keeps a copy of the whole Secret in an annotation.
function hideData([path, fact]: [string, Fact]): [string, Fact] {
  const isData = /^(data|stringData)\.|last-applied-configuration$/.test(path);
  return [path, isData ? { ...fact, shown: `[${lengthOf(fact.value)} characters]` } : fact];
}

function lengthOf(value: Json): number {
  return typeof value === "string" ? value.length : 0;
}
