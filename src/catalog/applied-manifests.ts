import type { z } from "zod";
import { type ManifestObject, objectName, readManifest } from "./manifest-objects.ts";
import type { YamlFile } from "./read-yaml.ts";
import { type CatalogFault, faultAt } from "./schema-faults.ts";
import type { service } from "./service.ts";
import { writtenSecrets } from "./written-secrets.ts";

type Applied = { readonly file: string; readonly objects: readonly string[] };

export interface AppliedManifests {
  /** By the file, as the catalog names it. */
  readonly manifests: Readonly<Record<string, readonly ManifestObject[]>>;
  readonly faults: readonly CatalogFault[];
}

/** The files that a service's environments may apply, read and held against what the catalog says they hold. */
export function readAppliedManifests(
  file: YamlFile,
  { environments }: z.output<typeof service>,
  textOf: (path: string) => string | undefined,
): AppliedManifests {
  const manifests: Record<string, readonly ManifestObject[]> = {};
  const faults = Object.entries(environments).flatMap(([name, { kubernetes }]) =>
    Object.entries(kubernetes?.manifests ?? {}).flatMap(([written, applied]) => {
      const text = textOf(directoryOf(file) + applied.file);
      const read = text === undefined ? undefined : readManifest(text);
      if (read?.kind === "objects") manifests[applied.file] = read.objects;
      const complaints =
        read?.kind === "objects"
          ? complaintsOf(text ?? "", read.objects, applied, kubernetes?.namespace ?? "")
          : [read ? `${applied.file} ${read.reason}` : `expected a file below the catalog's directory, found none`];
      const path = ["environments", name, "kubernetes", "manifests", written];
      return complaints.map((complaint) => faultAt(file, path, complaint));
    }),
  );
  return { manifests, faults };
}

/** What is wrong with a file that can be read. */
function complaintsOf(
  text: string,
  objects: readonly ManifestObject[],
  { file, objects: named }: Applied,
  namespace: string,
): readonly string[] {
  const held = objects.map(objectName);
  const elsewhere = objects.filter((one) => one.namespace !== undefined && one.namespace !== namespace);
  return [
    ...held.filter((one) => !named.includes(one)).map((one) => `${file} holds ${one}, which objects does not name`),
    ...named.filter((one) => !held.includes(one)).map((one) => `objects names ${one}, which ${file} does not hold`),
    ...(new Set(held).size === held.length ? [] : [`${file} holds an object twice`]),
    ...elsewhere.map(
      (one) => `${file} puts ${objectName(one)} into ${one.namespace}; expected ${namespace}, or no namespace`,
    ),
    // A file that everybody reads is no place for what a Secret holds.
    ...objects
      .filter(({ kind }) => kind === "Secret")
      .map((one) => `${file} holds ${objectName(one)}; a person makes it`),
    ...writtenSecrets(text).map(({ line, what }) => `${file} holds ${what} in line ${line}; expected none`),
  ];
}

function directoryOf({ path }: YamlFile): string {
  return path.replace(/services\/[^/]+$/, "");
}
