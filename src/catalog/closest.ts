/** The words nearest to what was typed, nearest first; ties keep their order. At most `count` of them. */
export function closest(typed: string, words: readonly string[], count: number): readonly string[] {
  const wanted = typed.toLowerCase();
  return words
    .map((word, index) => ({ word, index, away: distance(wanted, word.toLowerCase()) }))
    .sort((one, other) => one.away - other.away || one.index - other.index)
    .slice(0, count)
    .map(({ word }) => word);
}

/** A word that was probably meant: at most a third of its letters are wrong. */
export function probablyMeant(typed: string, words: readonly string[]): string | undefined {
  const [best] = closest(typed, words, 1);
  if (best === undefined) return undefined;
  return distance(typed.toLowerCase(), best.toLowerCase()) <= Math.max(1, best.length / 3) ? best : undefined;
}

/** Letters to insert, delete or replace (Levenshtein). A beginning of a word counts as near. */
function distance(one: string, other: string): number {
  if (one.length > 64) return Math.max(one.length, other.length);
  if (one.length >= 3 && other.startsWith(one)) return 1;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (other[column - 1] === letter ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? other.length;
}
