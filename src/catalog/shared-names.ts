import type { ServiceOutline } from "./outline.ts";
import type { YamlFile } from "./read-yaml.ts";
import { type CatalogFault, faultAt } from "./schema-faults.ts";

interface NamedService {
  readonly file: YamlFile;
  readonly key: string;
  readonly outline: ServiceOutline;
}

/** Keys, aliases and names by which two services would be meant at once. */
export function sharedNames(services: readonly NamedService[]): readonly CatalogFault[] {
  const owners = new Map<string, string>();
  return services.flatMap(({ file, key, outline }) => {
    const words = [
      { word: key, path: [] },
      { word: outline.name, path: ["name"] },
      ...outline.aliases.map((word, index) => ({ word, path: ["aliases", index] })),
    ].filter(({ word }) => word !== "");
    return words.flatMap(({ word, path }) => {
      const normal = word.toLowerCase();
      const owner = owners.get(normal);
      owners.set(normal, owner ?? file.path);
      const says = `"${word}" already means ${owner}`;
      if (owner === undefined || (owner === file.path && path[0] !== "aliases")) return [];
      return [path.length === 0 ? { file: file.path, line: 1, message: says } : faultAt(file, path, says)];
    });
  });
}
