import { parseAllDocuments } from "yaml";
import { z } from "zod";

/** One object of a file that may be applied. */
export interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** All of it, as it is written. */
  readonly object: Readonly<Record<string, z.core.util.JSONType>>;
}

type ReadManifest =
  | { readonly kind: "objects"; readonly objects: readonly ManifestObject[] }
  | { readonly kind: "fault"; readonly reason: string };

/** The objects of a file, parted by `---`. Never throws, whatever the text. */
export function readManifest(text: string): ReadManifest {
  const objects: ManifestObject[] = [];
  for (const document of parseAllDocuments(text, { prettyErrors: false })) {
    const [error] = document.errors;
    if (error) return { kind: "fault", reason: `is not YAML: ${error.message}` };
    const value = asPlain(() => document.toJS({ maxAliasCount: 100 }));
    if (value === null) continue;
    const read = shape.safeParse(value);
    if (!read.success) return { kind: "fault", reason: "holds what is no object with apiVersion, kind and a name" };
    const { apiVersion, kind, metadata } = read.data;
    objects.push({
      ...{ apiVersion, kind, name: metadata.name, namespace: metadata.namespace },
      object: plain.parse(value),
    });
  }
  return { kind: "objects", objects };
}

/** `Deployment/api`. */
export function objectName({ kind, name }: ManifestObject): string {
  return `${kind}/${name}`;
}

const plain = z.record(z.string(), z.json());
const shape = plain.and(
  z.object({
    apiVersion: z.string().regex(/^([a-z0-9.-]+\/)?v\d\w*$/),
    kind: z.string().regex(/^[A-Z][A-Za-z]+$/),
    metadata: z.object({
      name: z.string().regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/),
      namespace: z.string().optional(),
    }),
  }),
);

/** What is no plain data is taken for nothing that can be read. */
function asPlain(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
