import { closest, probablyMeant } from "../../catalog/closest.ts";
import { findService } from "../../catalog/find-service.ts";
import { findSeverity } from "../../catalog/find-severity.ts";
import type { Catalog, Service } from "../../catalog/types.ts";
import { oneLine } from "../../incident/text.ts";
import type { DeclarePrefill, Reading, Speaker } from "./reading.ts";
import { firstWord, lookup, plainWords } from "./words.ts";

/**
 * `[private] [drill] [severity] [service] [title]`, severity and service in either order. Complete: declared at once. Something
 * missing: the modal, prefilled. A word that looks like a service or severity and is none: a sentence, and nothing is declared.
 */
export function readDeclare(
  text: string,
  { by, catalog }: Speaker,
): Extract<Reading, { kind: "declare" | "open-declare" | "wrong" }> {
  const flags = readFlags(text);
  const found = readSeverityAndService(flags.rest, catalog);
  if (found.kind === "wrong") return found;
  const { service, severity } = found;
  const title = oneLine(plainWords(found.rest));
  const { isPrivate, isDrill } = flags;
  if (service && severity && title) {
    // Not the shortened title: a report pasted as one is kept whole on the timeline.
    const whole = plainWords(found.rest);
    return {
      kind: "declare",
      declare: { kind: "declare", by, title: whole, service: service.key, severity, isDrill, isPrivate },
    };
  }
  const prefill: DeclarePrefill = { title, service: service?.key, severity, isPrivate, isDrill };
  return { kind: "open-declare", prefill };
}

interface Flags {
  readonly isPrivate: boolean;
  readonly isDrill: boolean;
  readonly rest: string;
}

function readFlags(text: string, flags = { isPrivate: false, isDrill: false }): Flags {
  const { word, rest } = firstWord(text);
  const flag = lookup(word).replace(/^--?/, "");
  if (flag === "private") return readFlags(rest, { ...flags, isPrivate: true });
  if (flag === "drill") return readFlags(rest, { ...flags, isDrill: true });
  return { ...flags, rest: text };
}

type Found =
  | { readonly kind: "found"; readonly service?: Service; readonly severity?: string; readonly rest: string }
  | { readonly kind: "wrong"; readonly sentence: string };

function readSeverityAndService(text: string, catalog: Catalog): Found {
  const first = firstWord(text);
  const second = firstWord(first.rest);
  const [one, two] = [lookup(first.word), lookup(second.word)];
  const ahead = serviceNamed(catalog, one);
  if (ahead) {
    if (isLevel(two)) return checked(ahead, two, second.rest);
    // "podcast-analytics high error rate": a name such as "high" is a severity only where no title could begin with it.
    // And "dashboard is blank" keeps its first word: the modal lets people choose.
    return { kind: "found", service: ahead, rest: one === ahead.key ? first.rest : text };
  }
  const behind = serviceNamed(catalog, two);
  if (behind && (isLevel(one) || findSeverity(behind, one).kind === "found")) return checked(behind, one, second.rest);
  if (isLevel(one))
    return isLikeService(two, catalog) ? noService(second.word, catalog) : someLevel(one, first.rest, catalog);
  return isLikeService(one, catalog) ? noService(first.word, catalog) : { kind: "found", rest: text };
}

const serviceNamed = (catalog: Catalog, word: string): Service | undefined => {
  const found = word ? findService(catalog, word) : undefined;
  return found?.kind === "found" ? found.service : undefined;
};

/** `P1`, `sev-2`: looks like a severity whether or not a scheme has it. */
const isLevel = (word: string): boolean => /^(?:p|s|sev|severity|prio)[-_]?\d$/.test(word);

/** A key-like word (`blog-engin`), or one that is nearly the name of a service. */
function isLikeService(word: string, catalog: Catalog): boolean {
  if (word.length < 4) return false;
  const names = catalog.services.flatMap((one) => [one.key, ...one.aliases]);
  return /^[a-z]+(?:-[a-z0-9]+)+$/.test(word) || probablyMeant(word, names) !== undefined;
}

function checked(service: Service, word: string, rest: string): Found {
  const severity = findSeverity(service, word);
  if (severity.kind === "found") return { kind: "found", service, severity: severity.severity.level, rest };
  const levels = service.severities.map((one) => `${one.level} (${one.name})`).join(", ");
  return {
    kind: "wrong",
    sentence: `“${word.toUpperCase()}” is not a severity of ${service.key}, which has ${levels}. Nothing was declared.`,
  };
}

function someLevel(word: string, rest: string, catalog: Catalog): Found {
  const isKnown = catalog.services.some((service) => findSeverity(service, word).kind === "found");
  if (isKnown) return { kind: "found", severity: word.toUpperCase(), rest };
  const levels = [...new Set(catalog.services.flatMap((one) => one.severities.map(({ level }) => level)))].sort();
  return {
    kind: "wrong",
    sentence: `No service has a severity “${word.toUpperCase()}”; there are ${levels.join(", ")}. Nothing was declared.`,
  };
}

function noService(typed: string, catalog: Catalog): Found {
  const word = plainWords(typed).slice(0, 60);
  const keys = catalog.services.map((one) => one.key);
  const meant = probablyMeant(lookup(typed), keys);
  const hint = meant ? `Did you mean ${meant}?` : `There are ${closest(word, keys, 8).join(", ")}.`;
  return {
    kind: "wrong",
    sentence: `I know no service “${word}”. ${hint} The form is /incident declare [severity] [service] [title]; nothing was declared.`,
  };
}
