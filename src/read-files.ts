import { readdir, readFile } from "node:fs/promises";
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

function ifMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
