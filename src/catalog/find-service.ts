import { closest } from "./closest.ts";
import type { Catalog, Service } from "./types.ts";

type FoundService =
  | { readonly kind: "found"; readonly service: Service }
  /** Keys of services to choose from, the nearest first. */
  | { readonly kind: "unknown"; readonly suggestions: readonly string[] };

/** The service somebody means by key, alias or name, in any case, with blanks or underscores for hyphens. */
export function findService(catalog: Catalog, word: string): FoundService {
  const wanted = normal(word);
  const service = catalog.services.find((one) => wordsFor(one).some((candidate) => normal(candidate) === wanted));
  if (service) return { kind: "found", service };
  return { kind: "unknown", suggestions: nearest(catalog, wanted) };
}

const longestChoice = 8;

const wordsFor = (service: Service): readonly string[] => [service.key, ...service.aliases, service.name];

const normal = (word: string): string =>
  word
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");

function nearest(catalog: Catalog, wanted: string): readonly string[] {
  const keyOf = new Map(
    catalog.services.flatMap((one) => wordsFor(one).map((word) => [normal(word), one.key] as const)),
  );
  const words = closest(wanted, [...keyOf.keys()], keyOf.size);
  return [...new Set(words.flatMap((word) => keyOf.get(word) ?? []))].slice(0, longestChoice);
}
