import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

export interface TextFile {
  /** Relative to the directory, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** All files of a directory and its folders whose name ends in one of these, in order. A directory that is missing holds none. */
export async function readFiles(directory: string, endings: readonly string[]): Promise<readonly TextFile[]> {
  const names = await readdir(directory, { recursive: true }).catch(ifMissing);
  const paths = names.filter((name) => endings.some((ending) => name.endsWith(ending))).sort();
  return Promise.all(
    paths.map(async (path) => ({
      path: path.replaceAll("\\", "/"),
      text: await readFile(join(directory, path), "utf8"),
    })),
  );
}

export type NamedFiles =
  | { readonly kind: "files"; readonly files: readonly TextFile[] }
  /** A path that is not there, or holds nothing of the kind. */
  | { readonly kind: "missing"; readonly path: string; readonly reason: string };

/** Files named one by one, whatever they are called, and those of named directories whose name ends in one of these. */
export async function readNamed(paths: readonly string[], endings: readonly string[]): Promise<NamedFiles> {
  const files: TextFile[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (!found) return { kind: "missing", path, reason: "there is no such file or directory" };
    if (!found.isDirectory()) {
      files.push({ path, text: await readFile(path, "utf8") });
      continue;
    }
    const within = await readFiles(path, endings);
    if (within.length === 0) return { kind: "missing", path, reason: `no file in it ends in ${endings.join(" or ")}` };
    files.push(...within.map((file) => ({ path: `${path.replace(/[\\/]+$/, "")}/${file.path}`, text: file.text })));
  }
  return { kind: "files", files };
}

function ifMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
