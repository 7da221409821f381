import { requireScope } from "./access.ts";
import type { Method } from "./method.ts";

export const apiTest: Method = (call) => {
  const { error } = call.args;
  return error === undefined ? { args: call.args } : { ok: false, error, args: call.args };
};

export const authTest: Method = ({ world }) => ({
  url: `${world.url}/`,
  team: world.options.teamName,
  user: world.app.name,
  team_id: world.options.teamId,
  user_id: world.app.botUserId,
  bot_id: world.app.botId,
  is_enterprise_install: false,
});

export const teamInfo: Method = (call) => {
  requireScope(call);
  const { teamId, teamName } = call.world.options;
  const team = { id: teamId, name: teamName, domain: "sandbox", email_domain: "", icon: {} };
  return { team: { ...team, url: `${call.world.url}/` } };
};

export const appsConnectionsOpen: Method = ({ world }) => ({
  url: `${world.url.replace(/^http/, "ws")}${world.socketMode.issueTicket()}`,
});
