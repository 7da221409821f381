/** A pattern of psql's as two regular expressions of Postgres: `public.camp*`, `"Odd Name"`. Absent parts are undefined. */
export interface NamePattern {
  readonly schema: string | undefined;
  readonly name: string | undefined;
}

/** Names are folded to lower case outside quotes, `*` and `?` are wildcards, a dot parts schema and name, all else is itself. */
export function namePattern(pattern: string | undefined): NamePattern {
  if (pattern === undefined) return { schema: undefined, name: undefined };
  const parts = [""];
  let isQuoted = false;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? "";
    if (character === '"' && isQuoted && pattern[at + 1] === '"') {
      at++;
      append(parts, '"');
    } else if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) append(parts, literal(character));
    else if (character === ".") parts.push("");
    else append(parts, wildcards[character] ?? literal(character.toLowerCase()));
  }
  const [name = "", schema] = parts.slice(-2).reverse();
  return { schema: schema === undefined ? undefined : anchored(schema), name: anchored(name) };
}

const wildcards: Readonly<Record<string, string>> = { "*": ".*", "?": "." };

const anchored = (expression: string): string => `^(${expression})$`;

const literal = (character: string): string => character.replace(/[\\^$.|?*+()[\]{}]/, "\\$&");

function append(parts: string[], text: string): void {
  parts.push(`${parts.pop() ?? ""}${text}`);
}
