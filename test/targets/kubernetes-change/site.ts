import { environment } from "../../../src/catalog/environment.ts";
import { objectName, readManifest } from "../../../src/catalog/manifest-objects.ts";
import type { Site } from "../../../src/targets/target.ts";

export interface SiteParts {
  /** What may be applied, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Of the kubeconfig; else its current one. */
  readonly context?: string;
}

/** An environment whose cluster is the one the door leads to. */
export function siteIn(namespace: string, { files = {}, context }: SiteParts = {}): Site {
  const manifests = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, objectsOf(text)]));
  const named = Object.entries(manifests).map(([file, objects]) => [file, { file, objects: objects.map(objectName) }]);
  return {
    service: "podcast-analytics",
    environmentName: "production",
    environment: environment.parse({ kubernetes: { namespace, context, manifests: Object.fromEntries(named) } }),
    links: {},
    manifests,
  };
}

function objectsOf(text: string) {
  const read = readManifest(text);
  if (read.kind === "fault") throw new Error(read.reason);
  return read.objects;
}
