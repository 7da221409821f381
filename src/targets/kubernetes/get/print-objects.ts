import { stringify } from "yaml";
import { align } from "../../align.ts";
import type { Json } from "../../target.ts";
import { isJsonList, isJsonObject, type JsonObject, objectAt, textAt } from "../change/json.ts";
import { printValue, valuesAt } from "../json-path.ts";
import { JsonPathError, readJsonPath } from "../json-path-steps.ts";
import { readTemplate } from "../json-path-template.ts";

/** Every form of output but the table. */
export type ObjectFormat = "yaml" | "json" | "name" | "jsonpath" | "custom-columns";

interface Form {
  readonly format: ObjectFormat;
  readonly template?: string | undefined;
  readonly noHeaders?: boolean | undefined;
}

/** Prints objects as kubectl does; `single`: one was asked for by its name, so it stands alone and not in a List. Throws a `JsonPathError`. */
export function printObjects(objects: readonly JsonObject[], single: boolean, form: Form): string {
  switch (form.format) {
    case "yaml":
      return stringify(inOrder(asOne(objects, single)), {
        indentSeq: false,
        lineWidth: 0,
        aliasDuplicateObjects: false,
        // In YAML 1.1, which kubectl reads, a time without quotes is no text.
        version: "1.1",
      });
    case "json":
      return `${JSON.stringify(inOrder(asOne(objects, single)), undefined, 4)}\n`;
    case "name":
      return objects.map((object) => `${nameOf(object)}\n`).join("");
    case "jsonpath":
      return readTemplate(form.template ?? "")(asOne(objects, single));
    case "custom-columns":
      return printColumns(objects, form);
  }
}

/** `deployment.apps/api`. */
export function nameOf(object: JsonObject): string {
  const [group, version] = textAt(object, "apiVersion").split("/");
  const kind = textAt(object, "kind").toLowerCase();
  return `${version === undefined ? kind : `${kind}.${group}`}/${textAt(object, "metadata", "name")}`;
}

function asOne(objects: readonly JsonObject[], single: boolean): JsonObject {
  const shown = objects.map(withoutManagedFields);
  const [first] = shown;
  return single && first ? first : { apiVersion: "v1", items: shown, kind: "List", metadata: { resourceVersion: "" } };
}

function withoutManagedFields(object: JsonObject): JsonObject {
  const { managedFields: _, ...metadata } = objectAt(object, "metadata");
  return { ...object, metadata };
}

/** Keys by the alphabet, as kubectl prints them. */
function inOrder(value: Json): Json {
  if (isJsonList(value)) return value.map(inOrder);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}

function printColumns(objects: readonly JsonObject[], { template = "", noHeaders }: Form): string {
  const columns = readColumns(template);
  const rows = objects.map((object) =>
    columns.map(({ path }) => valuesAt(path, object).map(printValue).join(",") || "<none>"),
  );
  return align(noHeaders ? rows : [columns.map(({ header }) => header), ...rows]);
}

function readColumns(template: string) {
  // A comma within brackets belongs to the path.
  return template.split(/,(?![^[]*\])/).map((column) => {
    const [, header, path] = /^([^:]+):(.+)$/s.exec(column) ?? [];
    if (header === undefined || path === undefined)
      throw new JsonPathError(`${column} is not HEADER:path, as custom-columns takes it`);
    return { header, path: readJsonPath(path.replace(/^\{(.*)\}$/s, "$1")) };
  });
}
