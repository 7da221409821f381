import type { Catalog } from "../../catalog/types.ts";
import { type CommandEntry, formOf } from "./commands.ts";
import { serviceMeant } from "./read-list.ts";
import type { Reading, Speaker } from "./reading.ts";
import { firstWord, lookup, plainWords } from "./words.ts";

const longestDays = 366;

/** `[service] [days]`, in any order: `stats`, `stats podcast 90`, `stats 7d`. */
export function readStats(entry: CommandEntry, text: string, { catalog }: Speaker): Reading {
  let service: string | undefined;
  let days = 30;
  for (let { word, rest } = firstWord(text); word; { word, rest } = firstWord(rest)) {
    const looked = lookup(word);
    const number = /^(\d{1,6})d?$/.exec(looked)?.[1];
    if (unit.has(looked)) continue;
    if (number !== undefined) {
      days = Number(number);
      if (days < 1 || days > longestDays) return wrong(`Figures go from 1 day to ${longestDays}, not ${days}.`, entry);
      continue;
    }
    service = serviceMeant(catalog, looked);
    if (service === undefined) return wrong(notAService(word, catalog), entry);
  }
  return { kind: "stats", question: { service, days } };
}

const unit: ReadonlySet<string> = new Set(["day", "days"]);

const wrong = (sentence: string, entry: CommandEntry): Reading => ({
  kind: "wrong",
  sentence: `${sentence} The form is ${formOf(entry)}, for example /incident ${entry.example}.`,
});

const notAService = (word: string, catalog: Catalog): string =>
  `“${plainWords(word).slice(0, 60)}” is not a service here. Choose one of: ${catalog.services.map(({ key }) => key).join(", ")}.`;
