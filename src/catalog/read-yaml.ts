import { isCollection, isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument } from "yaml";

/** A path into the file, as zod names it. */
export type Path = readonly PropertyKey[];

export interface YamlFile {
  readonly path: string;
  readonly value: unknown;
  /** The line of a value; of the nearest thing around it where it is missing. Lines count from 1. */
  readonly lineOf: (path: Path) => number;
}

export type ReadYaml =
  | { readonly kind: "yaml"; readonly file: YamlFile }
  | { readonly kind: "broken"; readonly breaks: readonly { readonly line: number; readonly message: string }[] };

/** One YAML document with the lines of its values. Never throws, whatever the text. */
export function readYaml(path: string, text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  if (document.errors.length > 0) {
    const breaks = document.errors.map((error) => ({
      line: lineAt(error.pos[0]),
      message: `expected YAML: ${error.message}`,
    }));
    return { kind: "broken", breaks };
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return { kind: "yaml", file: { path, value, lineOf: (at) => lineAt(offsetOf(document.contents, at)) } };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: "broken", breaks: [{ line: 1, message: `expected YAML without deep aliases: ${reason}` }] };
  }
}

/** Where the key of the last step is written; where the steps end too early, the deepest that exists. */
function offsetOf(contents: Node | null, path: Path): number {
  let offset = contents?.range?.[0] ?? 0;
  let node: unknown = contents;
  for (const step of path) {
    if (!isCollection(node)) break;
    const pair = isMap(node)
      ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      : undefined;
    const next: unknown = pair ? pair.value : isMap(node) ? undefined : node.items[Number(step)];
    const shown: unknown = pair ? pair.key : next;
    if (!isNode(shown)) break;
    offset = shown.range?.[0] ?? offset;
    node = isPair(next) ? next.value : next;
  }
  return offset;
}
