import type { RecordedEvent } from "./event.ts";
import type { Incident, Instant } from "./incident.ts";
import { allPages, isAnsweredWithIncident, isOpen, type PageName, type PageState } from "./page.ts";
import { isPageEvent, type LevelCalled, type PageEvent } from "./page-event.ts";
import { withPerson } from "./people.ts";

/** What an event means for the pages of an incident: `after` is the incident with everything else folded in. */
export function withPages(before: Incident | undefined, after: Incident, recorded: RecordedEvent): Incident {
  const { event, at } = recorded;
  const pages = allPages(after);
  const told = isPageEvent(event) ? fold(pages, event, at) : pages;
  const settled = told.map((page) => settle(page, before, after, recorded));
  const isSame = settled.length === pages.length && settled.every((page, index) => page === pages[index]);
  const asked = { ...after, resolveAsked: askedAfter(after, recorded) };
  return isSame ? asked : { ...asked, pages: settled };
}

/** A level called by hand counts as reached. */
export function levelCalled(next: Incident, { by, level }: LevelCalled, at: Instant): Incident {
  const reached = [...next.reached, { name: level.name, at }];
  return { ...withPerson(next, by), reached, outageSince: next.outageSince ?? (level.declaresOutage ? at : undefined) };
}

function askedAfter(after: Incident, { event, version }: RecordedEvent): Incident["resolveAsked"] {
  if (event.kind === "page-resolved-there" && after.status !== "resolved") return { version };
  const asked = after.resolveAsked;
  if (!asked || asked.answered !== undefined) return asked;
  return after.status === "resolved" || event.kind === "page-kept-open" ? { ...asked, answered: version } : asked;
}

function fold(pages: readonly PageState[], event: PageEvent, at: Instant): readonly PageState[] {
  switch (event.kind) {
    case "page-asked":
      return changed(pages, event.page, at, {});
    case "page-sent":
      return changed(pages, event.page, at, { sent: { ...event.sent, at }, failure: undefined });
    case "page-failed": {
      const since = pages.find(({ key }) => key === event.page.key)?.failure?.since ?? at;
      const { times, reason, remedy, isFinal } = event;
      return changed(pages, event.page, at, { failure: { since, times, reason, remedy, isFinal } });
    }
    case "page-found": {
      const { pagerId, url, people, problem } = event;
      return ofDedupKey(pages, event.dedupKey, ({ sent }) =>
        sent ? { sent: { ...sent, pagerId: pagerId ?? sent.pagerId, url: url ?? sent.url, people, problem } } : {},
      );
    }
    case "page-acknowledged":
      return ofDedupKey(pages, event.dedupKey, (page) => ({
        acknowledged: page.acknowledged ?? { at, by: event.by },
        told: page.told ?? "acknowledged",
      }));
    case "page-resolved-there":
      return ofDedupKey(pages, event.dedupKey, (page) => ({ closedAt: page.closedAt ?? at, told: "resolved" }));
    case "level-called":
    case "page-kept-open":
      return pages;
    case "page-settled":
      return ofDedupKey(pages, event.dedupKey, () => ({ told: event.as }));
  }
}

/** Acknowledging answers what is ringing; resolving closes everything; an update closes the call for one. */
function settle(
  page: PageState,
  before: Incident | undefined,
  after: Incident,
  { event, at }: RecordedEvent,
): PageState {
  const isOver = after.status === "resolved" || (event.kind === "update-posted" && page.level === "update");
  if (isOver && !page.closedAt) return { ...page, closedAt: at };
  const { acknowledged } = after;
  const isAnswered = acknowledged && !before?.acknowledged && isAnsweredWithIncident(after, page);
  return isAnswered && isOpen(page) ? { ...page, acknowledged } : page;
}

function changed(
  pages: readonly PageState[],
  name: PageName,
  since: Instant,
  change: Partial<PageState>,
): readonly PageState[] {
  if (!pages.some(({ key }) => key === name.key)) return [...pages, { ...name, since, ...change }];
  return pages.map((page) => (page.key === name.key ? { ...page, ...change } : page));
}

const ofDedupKey = (
  pages: readonly PageState[],
  dedupKey: string,
  change: (page: PageState) => Partial<PageState>,
): readonly PageState[] =>
  pages.map((page) => (page.sent?.dedupKey === dedupKey ? { ...page, ...change(page) } : page));
