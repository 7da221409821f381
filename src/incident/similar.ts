import type { Incident } from "./incident.ts";

const least = 0.6;
const fewestShared = 2;

/** Whether two titles tell of the same trouble: equal, or most of the words of the shorter one are in the other. */
export function isSimilar(one: string, other: string): boolean {
  const [ours, theirs] = [wordsOf(one), wordsOf(other)];
  const shared = [...ours].filter((word) => theirs.has(word)).length;
  const fewer = Math.min(ours.size, theirs.size);
  if (fewer === 0) return false;
  if (shared === ours.size && shared === theirs.size) return true;
  return shared >= fewestShared && shared / fewer >= least;
}

/** Those of the open incidents that this one may be: of its service, as real or as much a drill. The likeliest first. */
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
    .filter((word) => word && !small.has(word) && !/^\d+$/.test(word));
  return new Set(words.map((word) => word.replace(/(?<=\p{L}{3})s$/u, "")));
}

// Words that any two titles share.
const small = new Set(
  "a an the is are was be been of on in at for to from with by and or not no we our it its again now very seems".split(
    " ",
  ),
);
