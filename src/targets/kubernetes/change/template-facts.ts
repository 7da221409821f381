import type { Json } from "../../target.ts";
import { type Fact, type Facts, leafFacts, plainFact } from "./facts.ts";
import { isJsonObject, type JsonObject, objectAt, objectsAt, textAt } from "./json.ts";
import { containersOf, mapContainers, withoutHashLabel } from "./pod-template.ts";

/** What an approver judges a template by: images first, then environment, requests and limits, then everything else by its path. */
export function templateFacts(template: JsonObject): Facts {
  const containers = containersOf(template);
  const rest = mapContainers(withoutHashLabel(template), ({ image, env, resources, ...others }) => others);
  return new Map<string, Fact>([
    ...containers.map(imageFact),
    ...containers.flatMap(environmentFacts),
    ...containers.flatMap(resourceFacts),
    ...leafFacts(rest),
  ]);
}

function imageFact(container: JsonObject): [string, Fact] {
  return [`image of ${textAt(container, "name")}`, plainFact("image", textAt(container, "image"))];
}

function environmentFacts(container: JsonObject): readonly [string, Fact][] {
  return objectsAt(container, "env").map((variable) => {
    const name = textAt(variable, "name");
    return [`variable ${name} of ${textAt(container, "name")}`, variableFact(name, variable)];
  });
}

// Where a value comes from is no secret; what is written out may be.
function variableFact(name: string, variable: JsonObject): Fact {
  const source = variable.valueFrom;
  if (!isJsonObject(source)) return plainFact(name, textAt(variable, "value"));
  return { value: source, shown: `from ${sourceWords(source)}` };
}

function sourceWords(source: JsonObject): string {
  for (const [field, kind] of [
    ["secretKeyRef", "secret"],
    ["configMapKeyRef", "configmap"],
  ] as const) {
    const reference = source[field];
    if (isJsonObject(reference)) return `key ${textAt(reference, "key")} of ${kind}/${textAt(reference, "name")}`;
  }
  return JSON.stringify(source);
}

function resourceFacts(container: JsonObject): readonly [string, Fact][] {
  const name = textAt(container, "name");
  return [
    ["requests", "request"],
    ["limits", "limit"],
  ].flatMap(([field = "", word]) =>
    Object.entries(objectAt(container, "resources", field)).map(([resource, quantity]): [string, Fact] => [
      `${resource} ${word} of ${name}`,
      plainFact(resource, quantity satisfies Json),
    ]),
  );
}
