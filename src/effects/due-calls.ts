import type { Catalog } from "../catalog/types.ts";
import type { PageEffect } from "../incident/effect.ts";
import type { Incident } from "../incident/incident.ts";
import { allPages, findPage, type PageName, type PageState, type PageTarget } from "../incident/page.ts";
import { onCall } from "../incident/terms.ts";
import { contactFor } from "./by-hand.ts";

/** One page that is still to be sent. */
export interface DueCall {
  readonly page: PageName;
  readonly target: PageTarget;
  /** The page of the service's on-call that takes its place where the pager does not know them. */
  readonly standInKey: string;
}

/** What an effect still has to call: each role once, and none that was reached, answered or called off meanwhile. */
export function dueCalls(incident: Incident, effect: PageEffect, catalog: Catalog): readonly DueCall[] {
  const { level, roles, to } = effect;
  if (to) {
    const page = allPages(incident).find(({ key }) => key === level);
    return page && isDue(page) ? [{ page: nameOf(page), target: to, standInKey: page.key }] : [];
  }
  const standInKey = standIn(incident, level);
  return roles.flatMap((role) => {
    const { key, page } = findPage(incident, roles.length > 1 ? `${level}/${role}` : level);
    if (page && !isDue(page)) return [];
    const whom = contactFor(incident.service, role, catalog)?.name ?? role.replaceAll("-", " ");
    return [{ page: { key, level, role, whom }, target: { kind: "role", role }, standInKey }];
  });
}

const isDue = ({ sent, acknowledged, closedAt, failure }: PageState): boolean =>
  !sent && !acknowledged && !closedAt && !failure?.isFinal;

const nameOf = ({ key, level, whom, person, role, service }: PageState): PageName => ({
  key,
  level,
  whom,
  person,
  role,
  service,
});

/** Whoever is on call and rings already, for the same thing, is not called a second time in the place of somebody else. */
function standIn(incident: Incident, level: string): string {
  const ringing = allPages(incident).find(({ sent, acknowledged, closedAt, role, level: called }) => {
    const isOnCall = role === onCall || called === onCall;
    return isOnCall && sent && !acknowledged && !closedAt && called !== "update";
  });
  const isDeclared = incident.parts.page && incident.parts.page.kind !== "done";
  return ringing?.key ?? (isDeclared ? findPage(incident, "declared").key : findPage(incident, level).key);
}
