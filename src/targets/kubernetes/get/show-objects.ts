import type { Output } from "../../target.ts";
import { getObject, listObjects } from "../ask.ts";
import type { JsonObject } from "../change/json.ts";
import { cutWords, gather, maxOutputBytes } from "../gather.ts";
import { hideValues } from "../hide-values.ts";
import { watch } from "../watch.ts";
import { eachName } from "./each-name.ts";
import { type Getting, nothingFound } from "./getting.ts";
import { type ObjectFormat, printObjects } from "./print-objects.ts";
import { sortBy } from "./sort-rows.ts";

/** The objects themselves, in any form but a table. */
export async function showObjects(getting: Getting, format: ObjectFormat): Promise<Output> {
  const { given, doing } = getting;
  const form = { format, template: given.output?.template, noHeaders: given.noHeaders };
  const { objects, missing, resourceVersion } = await ask(getting);
  const single = given.names.length === 1 && getting.resources.length === 1;
  if (single && objects.length === 0) return { text: "" };
  const sorted = sortBy(given.sortBy, objects, (object) => object);
  const printed = printObjects(sorted, single, form);
  // A List says by itself that it is empty; the other forms would say nothing.
  const isSilent = objects.length === 0 && (format === "name" || format === "custom-columns");
  const text = (isSilent ? nothingFound(getting) : printed) + missing;
  const [resource] = getting.resources;
  if (!given.watch || !resource) return bounded(text);
  const gathered = gather((piece) => doing.emit(piece));
  gathered.add(text);
  const [name] = given.names;
  const fieldSelector = name === undefined ? given.fieldSelector : `metadata.name=${name}`;
  const query = { labelSelector: given.selector, fieldSelector, resourceVersion };
  for await (const { object } of watch(getting.door, getting.scope, resource, query, doing.signal)) {
    gathered.add(printObjects([hideValues(object)], true, { ...form, noHeaders: true }));
    if (gathered.isFull) break;
  }
  return gathered.output();
}

interface Answer {
  readonly objects: readonly JsonObject[];
  readonly missing: string;
  readonly resourceVersion: string;
}

async function ask({ door, given, scope, resources, doing }: Getting): Promise<Answer> {
  const answers = await Promise.all(
    resources.map(async (resource): Promise<Answer> => {
      if (given.names.length === 0) {
        const selection = { labelSelector: given.selector, fieldSelector: given.fieldSelector };
        const { items, resourceVersion } = await listObjects(door, scope, resource, selection, doing.signal);
        return { objects: items, missing: "", resourceVersion };
      }
      const { found, missing } = await eachName(given.names, given.ignoreNotFound === true, (name) =>
        getObject(door, scope, resource, name, doing.signal),
      );
      return { objects: found, missing, resourceVersion: "" };
    }),
  );
  return {
    objects: answers.flatMap(({ objects }) => objects),
    missing: answers.map(({ missing }) => missing).join(""),
    resourceVersion: answers[0]?.resourceVersion ?? "",
  };
}

function bounded(text: string): Output {
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxOutputBytes) return { text };
  const kept = new TextDecoder().decode(Buffer.from(text).subarray(0, maxOutputBytes), { stream: true });
  return { text: kept, cut: cutWords(maxOutputBytes) };
}
