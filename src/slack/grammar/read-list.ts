import { findService } from "../../catalog/find-service.ts";
import { findSeverity } from "../../catalog/find-severity.ts";
import type { Catalog } from "../../catalog/types.ts";
import type { IncidentFilter } from "../../store/list-incidents.ts";
import { type CommandEntry, formOf } from "./commands.ts";
import type { Reading, Speaker } from "./reading.ts";
import { firstWord, lookup, plainWords } from "./words.ts";

/** `[severity] [service] [mine] [open|resolved|all]`, in any order. */
export function readList(entry: CommandEntry, text: string, { catalog }: Speaker): Reading {
  let filter: IncidentFilter = { status: "open" };
  for (let { word, rest } = firstWord(text); word; { word, rest } = firstWord(rest)) {
    const narrowed = narrow(filter, lookup(word), catalog);
    if (!narrowed) return { kind: "wrong", sentence: notAFilter(entry, word, catalog) };
    filter = narrowed;
  }
  return { kind: "list", filter };
}

function narrow(filter: IncidentFilter, word: string, catalog: Catalog): IncidentFilter | undefined {
  const status = statusOf.get(word);
  if (status) return { ...filter, status };
  if (mine.has(word)) return { ...filter, isMine: true };
  const severity = catalog.services.map((one) => findSeverity(one, word)).find(({ kind }) => kind === "found");
  if (severity?.kind === "found") return { ...filter, severity: severity.severity.level };
  const service = serviceMeant(catalog, word);
  return service === undefined ? undefined : { ...filter, service };
}

/** The key of a service by any of its names, or by a word that only one of them begins with: `podcast`. */
export function serviceMeant(catalog: Catalog, word: string): string | undefined {
  const found = findService(catalog, word);
  if (found.kind === "found") return found.service.key;
  const begun = catalog.services.filter(({ key }) => word.length >= 3 && key.startsWith(word));
  return begun.length === 1 ? begun[0]?.key : undefined;
}

const statusOf: ReadonlyMap<string, IncidentFilter["status"]> = new Map([
  ["open", "open"],
  ["active", "open"],
  ["resolved", "resolved"],
  ["closed", "resolved"],
  ["all", "all"],
  ["any", "all"],
]);

const mine: ReadonlySet<string> = new Set(["mine", "my", "me"]);

function notAFilter(entry: CommandEntry, word: string, catalog: Catalog): string {
  const services = catalog.services.map(({ key }) => key).join(", ");
  const typed = plainWords(word).slice(0, 60);
  return `“${typed}” is no severity and no service here. The form is ${formOf(entry)}; services are ${services}.`.slice(
    0,
    2900,
  );
}
