import { accept, type Decision } from "./decision.ts";
import type { Incident } from "./incident.ts";
import { allPages, type PageState, type SentPage } from "./page.ts";
import type { PageOutcome } from "./page-command.ts";

/** Failures after which the people are called by other means, too. */
export const failuresBeforeFallback = 3;

/** What became of a page. Saying again what is known changes nothing. */
export function decideRecordPage(incident: Incident, command: PageOutcome): Decision {
  const pages = allPages(incident);
  switch (command.kind) {
    case "record-page-sent": {
      const known = pages.find(({ key }) => key === command.page.key);
      const { page, sent } = command;
      return known?.sent ? accept() : accept({ kind: "page-sent", page, sent, failures: known?.failure?.times });
    }
    case "record-page-failed": {
      const { page, times, reason, remedy, isFinal, mentions } = command;
      const known = pages.find(({ key }) => key === page.key);
      const isSaid = !isNews(known, command);
      return isSaid ? accept() : accept({ kind: "page-failed", page, times, reason, remedy, isFinal, mentions });
    }
    case "record-page-found":
      return found(pages.find(({ sent }) => sent?.dedupKey === command.dedupKey)?.sent, command);
    case "record-page-acknowledged":
      return acknowledged(incident, command);
    case "record-page-resolved": {
      const open = pages.filter(({ sent, closedAt }) => sent?.dedupKey === command.dedupKey && !closedAt);
      const { dedupKey, by } = command;
      return open.length > 0 ? accept({ kind: "page-resolved-there", by, dedupKey }) : accept();
    }
    case "record-page-settled": {
      const { dedupKey, as } = command;
      return pages.some(({ sent, told }) => sent?.dedupKey === dedupKey && told !== as)
        ? accept({ kind: "page-settled", dedupKey, as })
        : accept();
    }
  }
}

/** The first failure, another one, the one that calls for other means, and the last. */
function isNews(
  known: PageState | undefined,
  { times, reason, isFinal }: { readonly times: number; readonly reason: string; readonly isFinal: boolean },
): boolean {
  const before = known?.failure;
  if (known?.sent) return false;
  if (!before || before.reason !== reason || (isFinal && !before.isFinal)) return true;
  return times >= failuresBeforeFallback && before.times < failuresBeforeFallback;
}

function found(known: SentPage | undefined, command: Extract<PageOutcome, { kind: "record-page-found" }>): Decision {
  const { dedupKey, isLookedUp } = command;
  if (!known) return accept();
  const isTold = isLookedUp && known.people.length > 0;
  const people = isTold ? known.people : command.people;
  // A webhook may be quicker to say who is called; what is wrong with asking is said all the same.
  const problem = isLookedUp ? command.problem : known.problem;
  const { pagerId = known.pagerId, url = known.url } = command;
  const isSame =
    known.pagerId === pagerId &&
    known.people.join() === people.join() &&
    known.problem === problem &&
    known.url === url;
  return isSame ? accept() : accept({ kind: "page-found", dedupKey, pagerId, url, people, problem });
}

/** Whoever answers a page has acknowledged the incident, and its clock stops. */
function acknowledged(
  incident: Incident,
  { dedupKey, by }: Extract<PageOutcome, { kind: "record-page-acknowledged" }>,
): Decision {
  const isRinging = allPages(incident).some(({ sent, told }) => sent?.dedupKey === dedupKey && told === undefined);
  const isFirst = incident.status !== "resolved" && !incident.acknowledged;
  return accept(
    ...(isRinging ? [{ kind: "page-acknowledged", by, dedupKey } as const] : []),
    ...(isFirst ? [{ kind: "incident-acknowledged", by } as const] : []),
  );
}
