import type { Catalog, Service } from "../catalog/types.ts";
import { defaultWorkspace } from "./slack/default-workspace.ts";
import type { UserGroup } from "./slack/state/types.ts";

/** The Slack user groups that the catalog speaks of, with people of the sandbox in them: who may respond, approve and decide. */
export function userGroupsOf(catalog: Catalog): readonly UserGroup[] {
  const { freezers, breakGlass, approvals, declarers } = catalog.organization;
  const named = [
    ...[freezers, breakGlass, declarers].flat(),
    ...approvals.flatMap((rule) => [...rule.approvers, ...rule.thenAsk]),
    ...catalog.services.flatMap(groupsOfService),
  ];
  const handles = [...new Set(named)].filter((name) => !/^[SUW][A-Z0-9]{6,}$/.test(name));
  return handles.map((handle, index) => ({
    id: `S0GROUP${String(index).padStart(3, "0")}`,
    handle,
    name: handle.replaceAll("-", " "),
    users: membersOf(handle),
  }));
}

const groupsOfService = ({ access }: Service): readonly string[] => [
  ...access.responders,
  ...access.approvers,
  ...access.approvals.flatMap((rule) => [...rule.approvers, ...rule.thenAsk]),
];

function membersOf(handle: string): readonly string[] {
  const names = /manager|vp-/.test(handle)
    ? ["dmitri"]
    : /lead/.test(handle)
      ? ["chioma", "dmitri"]
      : /oncall/.test(handle)
        ? ["ada", "ben"]
        : ["ada", "ben", "chioma", "fatima"];
  return defaultWorkspace()
    .people.filter(({ name }) => names.includes(name))
    .map(({ id }) => id);
}
