import fc from "fast-check";

/** A text with a few characters dropped, doubled, swapped, replaced or put in, as tired fingers do. */
export function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    kind: fc.constantFrom("drop", "double", "swap", "insert", "cut"),
    letter: fc.constantFrom(
      " ",
      "'",
      '"',
      "\\",
      "$",
      "`",
      "|",
      ";",
      "&",
      "<",
      ">",
      "(",
      ")",
      "{",
      "}",
      "#",
      "\n",
      "-",
      "=",
      "*",
      "~",
      "é",
      "\u2014",
      "\u00A0",
      "\u200B",
      "$(",
      "\t",
    ),
  });
  return fc
    .tuple(text, fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([start, edits]) => edits.reduce(applied, start));
}

function applied(text: string, edit: { readonly at: number; readonly kind: string; readonly letter: string }): string {
  const at = Math.floor(edit.at * text.length);
  const [before, letter, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
  switch (edit.kind) {
    case "drop":
      return before + after;
    case "double":
      return before + letter + letter + after;
    case "swap":
      return before + after.charAt(0) + letter + after.slice(1);
    case "cut":
      return text.length > 10 ? before + after.slice(3) : text;
    default:
      return before + edit.letter + letter + after;
  }
}
