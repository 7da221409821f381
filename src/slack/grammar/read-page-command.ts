import { findService } from "../../catalog/find-service.ts";
import type { Catalog } from "../../catalog/types.ts";
import type { PageTarget } from "../../incident/page.ts";
import { personId, teamOf } from "../person.ts";
import { type CommandEntry, formOf } from "./commands.ts";
import type { Reading, Speaker, Target } from "./reading.ts";
import { firstWord, lookup, mentionedUser, plainWords } from "./words.ts";

/** `[@who|service|role|policy] [text]`; without a name it is for whoever is on call, and alone it asks. */
export function readPage(
  entry: CommandEntry,
  target: Target,
  { by, catalog, words }: Speaker & { readonly words: string },
): Reading {
  const { word, rest } = firstWord(words);
  if (!word) return { kind: "open-modal", entry, target, prefill: { modal: "page" } };
  if (/^<!subteam\^/.test(word)) return { kind: "wrong", sentence: noGroup(entry) };
  const ask = (whom: PageTarget | undefined, text: string): Reading => {
    const page = { kind: "page", target: whom, text: plainWords(text) } as const;
    return { kind: "ask", entry, target, ask: page };
  };
  const user = mentionedUser(word);
  if (user) return ask({ kind: "person", person: personId(teamOf(by), user) }, rest);
  if (onCallWords.has(lookup(word))) return ask(undefined, rest);
  if (lookup(word) === "policy") return readPolicy(entry, rest, ask);
  const named = targetNamed(lookup(word), catalog);
  return named ? ask(named, rest) : ask(undefined, words);
}

const onCallWords: ReadonlySet<string> = new Set(["on-call", "oncall", "now"]);

function readPolicy(entry: CommandEntry, words: string, ask: (whom: PageTarget, text: string) => Reading): Reading {
  const { word, rest } = firstWord(words);
  const id = lookup(word).toUpperCase();
  if (/^P[A-Z0-9]{4,}$/.test(id)) return ask({ kind: "policy", id }, rest);
  const typed = plainWords(word).slice(0, 60);
  return {
    kind: "wrong",
    sentence: `“${typed}” is no escalation policy. Its id begins with P and ends its address in PagerDuty. The form is ${formOf(entry)}; nobody was called.`,
  };
}

function targetNamed(word: string, { services, organization }: Catalog): PageTarget | undefined {
  const found = findService({ services, organization, hash: "" }, word);
  if (found.kind === "found") return { kind: "on-call", service: found.service.key };
  const roles = [...services.flatMap(({ contacts }) => contacts), ...organization.contacts].map(({ role }) => role);
  return roles.includes(word) ? { kind: "role", role: word } : undefined;
}

const noGroup = (entry: CommandEntry): string =>
  `A group has no phone. Name one person, or whoever is on call: ${formOf(entry)}. Nobody was called.`;
