import type { JsonObject } from "../json.ts";
import type { Person } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { requireScope } from "./access.ts";
import { flagArgument, type Method, MethodFailure, requiredText } from "./method.ts";
import { pageOf } from "./pages.ts";

/** The people of this workspace, its bots included; strangers are not listed. */
export const usersList: Method = (call) => {
  requireScope(call);
  const own = [...call.world.people.values()].filter((person) => person.kind !== "stranger");
  const { items, response_metadata } = pageOf(call, own, 1000, 1000);
  return { members: items.map((person) => payload(call.world, person)), response_metadata };
};

export const usersInfo: Method = (call) => {
  requireScope(call);
  const person = call.world.people.get(requiredText(call, "user"));
  if (person === undefined) throw new MethodFailure("user_not_found");
  return { user: payload(call.world, person) };
};

export const usersLookupByEmail: Method = (call) => {
  requireScope(call);
  const email = requiredText(call, "email").toLowerCase();
  const own = [...call.world.people.values()].filter((person) => person.kind !== "stranger" && person.email !== "");
  const person = own.find((one) => one.email.toLowerCase() === email);
  if (person === undefined) throw new MethodFailure("users_not_found");
  return { user: payload(call.world, person) };
};

export const usergroupsList: Method = (call) => {
  requireScope(call);
  const usergroups = [...call.world.userGroups.values()].map(({ id, handle, name, users }) => ({
    id,
    team_id: call.world.options.teamId,
    is_usergroup: true,
    is_subteam: true,
    name,
    handle,
    description: "",
    is_external: false,
    date_delete: 0,
    ...(flagArgument(call, "include_users") ? { users } : {}),
    ...(flagArgument(call, "include_count") ? { user_count: users.length } : {}),
  }));
  return { usergroups };
};

export const usergroupsUsersList: Method = (call) => {
  requireScope(call);
  const group = call.world.userGroups.get(requiredText(call, "usergroup"));
  if (group === undefined) throw new MethodFailure("no_such_subteam");
  return { users: group.users };
};

/** The e-mail address is shown only to an app with its own scope for it. */
function payload(world: World, person: Person): JsonObject {
  const isBot = person.kind === "bot";
  const mayShowEmail = world.app.scopes.has("users:read.email") && person.email !== "";
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    real_name: person.realName,
    deleted: false,
    tz: "Etc/UTC",
    tz_label: "Coordinated Universal Time",
    tz_offset: 0,
    profile: {
      real_name: person.realName,
      display_name: person.name,
      title: person.title,
      team: person.teamId,
      image_48: "",
      ...(mayShowEmail ? { email: person.email } : {}),
      ...(isBot ? { api_app_id: world.app.id, bot_id: world.app.botId } : {}),
    },
    is_admin: false,
    is_owner: false,
    is_bot: isBot,
    is_app_user: false,
    is_restricted: person.kind === "guest",
    is_ultra_restricted: false,
    ...(person.kind === "stranger" ? { is_stranger: true } : {}),
    updated: 0,
  };
}
