import type { Catalog } from "../catalog/types.ts";
import type { PersonCommand } from "./command.ts";
import { accept, type Decision, type Facts, refuse } from "./decision.ts";
import type { Incident, PersonId } from "./incident.ts";
import { allPages, findPage, isOpen, type PageName, type PageTarget } from "./page.ts";
import type { AskPage, Escalate } from "./page-command.ts";
import { onCall } from "./terms.ts";
import { oneLine, shorten } from "./text.ts";

const longestPageText = 500;

/** Calls somebody by hand. Whoever is being called already is not called a second time. */
export function decideAskPage(incident: Incident, command: PersonCommand & AskPage, { catalog }: Facts): Decision {
  if (incident.status === "resolved") return resolved;
  const { by, target = { kind: "on-call", service: incident.service } } = command;
  const asked = nameOf(target, incident, catalog);
  if (!asked) return refuse("unknown-service", "This service has no pager of its own in the catalog.");
  const ringing = allPages(incident).find((page) => isOpen(page) && !page.failure?.isFinal && isSame(page, asked));
  if (ringing) {
    const state = ringing.sent ? "has not answered yet" : "the page is on its way";
    return refuse(
      "no-change",
      `${asked.whom} is being called already: ${state}. To call more people: /incident escalate.`,
    );
  }
  const { key } = findPage(incident, keyFor(incident, asked));
  const text = shorten(oneLine(command.text), longestPageText);
  return accept({ kind: "page-asked", by, page: { ...asked, key }, target, text });
}

const resolved = refuse(
  "already-resolved",
  "This incident is resolved, so nobody is called. Reopen it first: /incident reopen <reason>.",
);

/** Calls the next rung of the ladder that has not been called, before its time. */
export function decideEscalate(incident: Incident, { by, level: wanted }: PersonCommand & Escalate): Decision {
  if (incident.status === "resolved") return resolved;
  const waiting = incident.terms.levels.filter(({ name }) => !incident.reached.some((one) => one.name === name));
  const level = wanted === undefined ? waiting[0] : waiting.find(({ name }) => name === wanted);
  if (level) return accept({ kind: "level-called", by, level });
  if (wanted !== undefined) return refuse("no-change", `The level “${wanted}” has been called already.`);
  const whole =
    incident.terms.levels.length > 0
      ? "Every level of the ladder has been called."
      : "No ladder is written down for this service.";
  return refuse(
    "no-change",
    `${whole} To call somebody: /incident page @who, or /incident page for whoever is on call.`,
  );
}

/** It was resolved in the pager; somebody says that it goes on. */
export function decideKeepOpen({ status, resolveAsked }: Incident, by: PersonId): Decision {
  if (status === "resolved")
    return refuse("already-resolved", "This incident is resolved. To open it again: /incident reopen <reason>.");
  if (!resolveAsked || resolveAsked.answered !== undefined)
    return refuse("no-change", "This has been answered already. Nothing changed.");
  return accept({ kind: "page-kept-open", by });
}

/** An acknowledged page leaves its key to be used again: the next one is another page. */
function keyFor(incident: Incident, { level }: Omit<PageName, "key">): string {
  const { page } = findPage(incident, level);
  if (!page?.acknowledged) return level;
  const again = allPages(incident).filter((one) => one.level === level).length + 1;
  return `${level}~${again}`;
}

const isSame = (page: PageName, asked: Omit<PageName, "key">): boolean =>
  page.level === asked.level || (asked.level === onCall && (page.level === "declared" || page.level === "acknowledge"));

/** The service's own people go before the organization's. */
function holderOf(role: string, { service }: Incident, { services, organization }: Catalog): string {
  const own = services.find(({ key }) => key === service)?.contacts ?? [];
  const held = [...own, ...organization.contacts].find((one) => one.role === role);
  return held?.name ?? role.replaceAll("-", " ");
}

function nameOf(target: PageTarget, incident: Incident, catalog: Catalog): Omit<PageName, "key"> | undefined {
  switch (target.kind) {
    case "on-call": {
      const service = catalog.services.find(({ key }) => key === target.service);
      const isOwn = target.service === incident.service;
      const name = service?.name ?? target.service;
      return service || isOwn
        ? {
            level: isOwn ? onCall : `${onCall} of ${target.service}`,
            whom: `On-call of ${name}`,
            service: target.service,
          }
        : undefined;
    }
    case "role":
      return { level: `role ${target.role}`, whom: holderOf(target.role, incident, catalog), role: target.role };
    case "person":
      return { level: `person ${target.person}`, whom: "This person", person: target.person };
    case "policy":
      return { level: `policy ${target.id}`, whom: `Policy ${target.id}` };
  }
}
