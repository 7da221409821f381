import type { KnownBlock, RichTextElement } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import { allPages, type PageState, type SentPage } from "../../incident/page.ts";
import { clamp } from "../limits.ts";
import { line, moment, richText, strong, who, words } from "../rich-text.ts";

const mostPages = 6;

/** What became of the pages, newest last: whom, through what, delivered or not, answered by whom. Nothing where nobody was called. */
export function cardPages(incident: Incident): readonly KnownBlock[] {
  const pages = allPages(incident).filter(isTelling(incident));
  if (pages.length === 0) return [];
  return [richText(...pages.slice(-mostPages).map((page) => line(...said(page, incident.isDrill))))];
}

/** After resolve only what people still have to know: a page that never got through. */
const isTelling =
  ({ status }: Incident) =>
  ({ sent, closedAt }: PageState): boolean =>
    status === "resolved" ? false : !closedAt || sent !== undefined;

function said(page: PageState, isDrill: boolean): readonly RichTextElement[] {
  const name = page.person ? who(page.person) : strong(page.whom);
  const { sent, failure, acknowledged, closedAt } = page;
  if (sent?.through === "log") {
    const why = isDrill ? "a drill, so nobody is called" : "this service has no pager, so nobody is called";
    return [words("📟 "), name, words(` – ${why}`)];
  }
  if (acknowledged) {
    return [words("✅ "), name, words(" – answered by "), who(acknowledged.by), words(" "), moment(acknowledged.at)];
  }
  if (sent && closedAt) return [words("✅ "), name, words(" – over since "), moment(closedAt)];
  if (sent) return [words("📟 "), name, words(" – "), ...ringing(sent)];
  if (failure) {
    const goesOn = failure.isFinal
      ? ""
      : ` Tried ${failure.times === 1 ? "once" : `${failure.times} times`}; still trying.`;
    return [
      words("⚠️ "),
      name,
      words(` – not reached: ${sentence(failure.reason)}${goesOn} ${clamp(failure.remedy, 500)}`),
    ];
  }
  return [words("⏳ "), name, words(" – the page is on its way")];
}

function ringing({ at, people, problem, isStandIn }: SentPage): readonly RichTextElement[] {
  const standIn = isStandIn ? [words("cannot be called directly, so PagerDuty calls the on-call: ")] : [];
  const whom = people.length > 0 ? [words("ringing "), strong(people.join(", "))] : [words("delivered to PagerDuty")];
  return [
    ...standIn,
    ...whom,
    words(" since "),
    moment(at),
    words(", not answered yet"),
    ...(problem
      ? [
          words(
            `. ${people.length > 0 ? "Asking about it failed" : "Whom it calls is not known"}: ${sentence(problem)}`,
          ),
        ]
      : []),
  ];
}

/** Ends with a full stop, whoever wrote it. */
export function sentence(reason: string): string {
  const written = clamp(reason, 300).trim();
  return /[.!?…]$/.test(written) ? written : `${written}.`;
}
