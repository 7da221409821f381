import type { Runbook } from "./types.ts";

/** What is known of the incident, as far as it helps to find a runbook. */
export interface Occasion {
  readonly service?: string | undefined;
  /** `P1`. */
  readonly severity?: string | undefined;
  /** Names of the alerts that fired. */
  readonly alerts: readonly string[];
  /** Title and updates of the incident, words people typed. */
  readonly text: string;
}

export interface RankedRunbook {
  readonly runbook: Runbook;
  /** The headings of the part that fits, when the document holds several incidents. */
  readonly section: readonly string[];
  readonly line: number;
  readonly score: number;
  /** Why, in words for people: `alert HighErrorRate`, `symptoms: too many connections`. */
  readonly reasons: readonly string[];
}

/** Runbooks that fit, best first; those that share nothing with the incident but its service come last. */
export function rankRunbooks(runbooks: readonly Runbook[], occasion: Occasion): readonly RankedRunbook[] {
  // What was said is found by its stem and told as it was said.
  const said = [occasion.text, ...occasion.alerts].flatMap(spelledWords);
  const wanted = new Map(said.map(({ stem, spelled }) => [stem, spelled] as const));
  return runbooks
    .flatMap((runbook) => (speaksOfAnotherService(runbook, occasion) ? [] : [rank(runbook, occasion, wanted)]))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.runbook.path.localeCompare(b.runbook.path));
}

function speaksOfAnotherService(runbook: Runbook, occasion: Occasion): boolean {
  return (
    runbook.frontMatter.service !== undefined &&
    occasion.service !== undefined &&
    runbook.frontMatter.service !== occasion.service
  );
}

function rank(runbook: Runbook, occasion: Occasion, wanted: ReadonlyMap<string, string>): RankedRunbook {
  const reasons: string[] = [];
  let score = 0;
  const alerts = occasion.alerts.filter((alert) =>
    runbook.frontMatter.alerts.some((known) => plain(known) === plain(alert)),
  );
  if (alerts.length > 0) {
    score += 100;
    reasons.push(`alert ${alerts.join(", ")}`);
  }
  const best = bestSection(runbook, wanted);
  const inTitle = shared(wordsOf(runbook.title), wanted);
  if (inTitle.length > 0) {
    score += 12 * inTitle.length;
    reasons.push(`title: ${inTitle.join(", ")}`);
  }
  if (best.words.length > 0) {
    score += best.score;
    reasons.push(`${best.symptomatic ? "symptoms" : "section"}: ${best.words.join(", ")}`);
  }
  const fits = score > 0;
  if (occasion.service !== undefined && runbook.service === occasion.service) {
    score += fits ? 20 : 1;
    reasons.push(`service ${occasion.service}`);
  }
  const severity = runbook.frontMatter.severity;
  if (fits && severity?.split(/\W+/).includes(occasion.severity ?? "")) {
    score += 5;
    reasons.push(`severity ${occasion.severity}`);
  }
  return { runbook, section: best.headings, line: best.line, score, reasons };
}

interface BestSection {
  readonly headings: readonly string[];
  readonly line: number;
  readonly score: number;
  readonly words: readonly string[];
  readonly symptomatic: boolean;
}

function bestSection(runbook: Runbook, wanted: ReadonlyMap<string, string>): BestSection {
  let best: BestSection = { headings: [], line: 1, score: 0, words: [], symptomatic: false };
  for (const section of runbook.sections) {
    const heading = shared(wordsOf(section.headings.at(-1) ?? ""), wanted);
    const symptoms = shared(wordsOf(section.symptoms), wanted).filter((word) => !heading.includes(word));
    const score = (8 * heading.length + 6 * symptoms.length) * (section.hasSteps ? 1 : 0.3);
    if (score <= best.score) continue;
    best = {
      headings: section.headings,
      line: section.line,
      score,
      words: [...heading, ...symptoms],
      symptomatic: symptoms.length > 0,
    };
  }
  return best;
}

function shared(words: readonly string[], wanted: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set(words.flatMap((word) => wanted.get(word) ?? []))];
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

const common = new Set(
  "the a an and or of to in on for is are was be at by with from not no it its this that all any service services issue issues incident runbook check high low production p0 p1 p2 p3 p4 our we have has since after being".split(
    " ",
  ),
);

// `DatabaseConnectionsExhausted` → database, connection, exhaust: endings differ between an alert and a heading.
const wordsOf = (text: string): readonly string[] => spelledWords(text).map(({ stem }) => stem);

function spelledWords(text: string): readonly { readonly stem: string; readonly spelled: string }[] {
  return text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !common.has(word))
    .map((spelled) => ({ stem: stem(spelled), spelled }))
    .filter((word) => !common.has(word.stem));
}

function stem(word: string): string {
  return word.length <= 4 ? word.replace(/s$/, "") : word.replace(/(ing|ion|ions|ed|es|s|ure|ures|ly)$/, "");
}
