/**
 * A command as it was understood, written so that reading it again gives the same: every word quoted as far as needed, holes as
 * `${NAME}` or `<name>`.
 */
export function printCommand(stages: readonly (readonly string[])[], names: readonly string[]): string {
  return stages.map((words) => words.map((word) => printWord(word, names)).join(" ")).join(" | ");
}

function printWord(word: string, names: readonly string[]): string {
  const parts = word.split(/(zhole\d+z)/);
  if (parts.length === 1)
    return /^[\w@%+=:,./-]+$/.test(word) && !looksLikePlaceholder(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  const plain = parts.every((part, at) => at % 2 === 1 || /^[\w@%+=:,./-]*$/.test(part));
  const printed = parts
    .map((part, at) => (at % 2 === 1 ? printHole(part, names) : part.replace(/[\\"$`]/g, "\\$&")))
    .join("");
  return plain ? printed : `"${printed}"`;
}

function printHole(written: string, names: readonly string[]): string {
  const name = names[Number(/\d+/.exec(written)?.[0])] ?? written;
  return /^[A-Za-z_]\w*$/.test(name) ? `\${${name}}` : placeholderOf(name);
}

/** What a hole stands for, as people write it: `<pod>`, or the `$(…)` itself. */
export function placeholderOf(name: string): string {
  return /^(?:\$\(|`)/.test(name) ? name : `<${name}>`;
}

// A word in capitals that was quoted must not become a placeholder by losing its quotes.
function looksLikePlaceholder(word: string): boolean {
  return /[A-Z]{2}/.test(word);
}
