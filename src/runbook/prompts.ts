const prompt =
  /^[ \t]*(?:\$|%|(?:sh|bash|ash|zsh)-\d[\w.]*[$#]|(?:\([\w.-]+\)\s*)?\[?[\w.-]+@[\w.-]+[^\n$#%]{0,60}[$#%]|root[ \w:/~.-]{0,30}#)[ \t]+(?=\S)/;
const continuation = /^[ \t]*>[ \t]?/;

/**
 * A block whose prompts (`$ `, `sh-4.4# `, `[root@host ~]# `) are blanked out, letter for letter, so every offset stays. A lone `$` is no
 * prompt when a name or a bracket follows it: `$VAR`, `$(…)`.
 */
export function unprompted(source: string): { readonly text: string; readonly prompted: boolean } {
  if (!/[$#%]/.test(source)) return { text: source, prompted: false };
  const lines = source.split("\n");
  let prompted = false;
  let continued = false;
  const stripped = lines.map((line) => {
    const found = prompt.exec(line)?.[0] ?? (continued ? continuation.exec(line)?.[0] : undefined);
    continued = (continued || found !== undefined) && line.endsWith("\\");
    if (found === undefined) return line;
    prompted = true;
    return " ".repeat(found.length) + line.slice(found.length);
  });
  return { text: stripped.join("\n"), prompted };
}

/** The same text with everything but line breaks turned to spaces. */
export function blanked(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
