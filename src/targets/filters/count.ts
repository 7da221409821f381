import { linesOf, textOf, wordsOf } from "./lines.ts";

type What = "lines" | "words" | "bytes" | "characters";

export function count(text: string, what: readonly What[]): string {
  const figures = what.map((one) => figure(text, one));
  // One figure stands alone; several are aligned.
  return textOf([figures.length === 1 ? String(figures[0]) : figures.map((one) => String(one).padStart(7)).join(" ")]);
}

function figure(text: string, what: What): number {
  switch (what) {
    case "lines":
      return linesOf(text).length;
    case "words":
      return linesOf(text).reduce((sum, line) => sum + wordsOf(line).length, 0);
    case "bytes":
      return Buffer.byteLength(text);
    case "characters":
      return [...text].length;
  }
}
