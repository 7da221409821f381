/**
 * Whether the first words of a command line are among the programs that may run as a Job. Word by word, so that `alembic` does not
 * allow `alembic-evil`; only a last word that ends in `/` is a folder, and no path may climb out of it.
 */
export function allowsProgram(programs: readonly string[], words: readonly string[]): boolean {
  return programs.some((program) => {
    const wanted = program.split(" ");
    return wanted.length <= words.length && wanted.every((word, at) => fits(word, words[at] ?? ""));
  });
}

function fits(wanted: string, word: string): boolean {
  if (!wanted.endsWith("/")) return word === wanted;
  return word.startsWith(wanted) && word.length > wanted.length && !word.split("/").includes("..");
}
