import type { Incident } from "./incident.ts";

const least = 0.5;
const fewestShared = 2;

/** Whether two titles tell of the same trouble: equal but for small words, or at least half of all their words are in both. */
export function isSimilar(one: string, other: string): boolean {
  const [ours, theirs] = [wordsOf(one), wordsOf(other)];
  const shared = [...ours].filter((word) => theirs.has(word)).length;
  const all = ours.size + theirs.size - shared;
  if (all === 0) return false;
  return shared === all || (shared >= fewestShared && shared / all >= least);
}

/** Those of the open incidents that this one may be: of its service, and as real or as much a drill. */
export function similarOf(
  asked: { readonly title: string; readonly service: string; readonly isDrill: boolean },
  open: readonly Incident[],
): readonly Incident[] {
  return open.filter(
    ({ title, service, isDrill, status }) =>
      status !== "resolved" && service === asked.service && isDrill === asked.isDrill && isSimilar(title, asked.title),
  );
}

function wordsOf(title: string): ReadonlySet<string> {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word && !small.has(word));
  return new Set(words.map((word) => word.replace(/(?<=\p{L}{3})s$/u, "")));
}

// Words that any two titles share.
const small = new Set(
  "a an the is are was be been of on in at for to from with by and or not no we our it its again now very seems".split(
    " ",
  ),
);
