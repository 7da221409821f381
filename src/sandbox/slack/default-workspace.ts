import type { Person } from "./state/types.ts";
import type { WorkspaceOptions } from "./workspace-options.ts";

const TEAM_ID = "T0SANDBOX1";
const PARTNER_TEAM_ID = "T0PARTNER1";

/** A small company with an on-call rota, a guest and a partner from another workspace. */
export function defaultWorkspace(): WorkspaceOptions {
  return {
    port: 0,
    host: "127.0.0.1",
    teamId: TEAM_ID,
    teamName: "Sandbox",
    appName: "incident-commander",
    people: PEOPLE,
    channels: CHANNELS,
    userGroups: [
      { id: "S0ONCALL01", handle: "oncall", name: "On call", users: ["U0ADA00001", "U0BEN00001"] },
      { id: "S0LEADS001", handle: "engineering-leads", name: "Engineering leads", users: ["U0CHIOMA01", "U0DMITRI01"] },
      { id: "S0DATABASE", handle: "database-admins", name: "Database administrators", users: ["U0FATIMA01"] },
      {
        id: "S0ENGINEER",
        handle: "engineers",
        name: "Engineers",
        users: ["U0ADA00001", "U0BEN00001", "U0CHIOMA01", "U0FATIMA01"],
      },
    ],
    botToken: "xoxb-sandbox-bot-token",
    appToken: "xapp-sandbox-app-token",
    signingSecret: "sandbox-signing-secret",
    scopes: SCOPES.split(" "),
    events: EVENTS.split(" "),
    delivery: { kind: "socket" },
    commands: [{ command: "/incident", hint: "declare | update | run | help", description: "Run an incident" }],
    shortcuts: [],
    now: Date.now,
    ackTimeoutMs: 3000,
    redeliveryDelaysMs: [0, 60_000, 300_000],
    panels: {},
    latencyMs: 0,
  };
}

const PEOPLE: readonly Person[] = [
  member("U0ADA00001", "ada", "Ada Okafor", "On-call engineer", "🦊"),
  member("U0BEN00001", "ben", "Ben Lindqvist", "Backend engineer, second on call", "🐻"),
  member("U0CHIOMA01", "chioma", "Chioma Eze", "Engineering lead", "🦉"),
  member("U0DMITRI01", "dmitri", "Dmitri Petrov", "Engineering manager", "🐺"),
  member("U0ELENA001", "elena", "Elena Rossi", "Communications", "🦜"),
  member("U0FATIMA01", "fatima", "Fatima Haddad", "Database administrator", "🐙"),
  { ...member("U0GUEST001", "gus", "Gus Moreau", "Contractor (guest)", "🐢"), kind: "guest" },
  {
    ...member("U0STRANGER", "petra", "Petra Novak", "Partner company (Slack Connect)", "🐝"),
    kind: "stranger",
    teamId: PARTNER_TEAM_ID,
    email: "petra@partner.example",
  },
];

function member(id: string, name: string, realName: string, title: string, avatar: string): Person {
  return { id, name, realName, title, avatar, email: `${name}@sandbox.example`, kind: "member", teamId: TEAM_ID };
}

const CHANNELS = [
  { name: "general", purpose: "Everybody" },
  { name: "incidents", purpose: "Every incident is announced here" },
  { name: "podcast-analytics", members: ["ada", "ben", "chioma", "dmitri", "petra"] },
  { name: "web-analytics", members: ["ada", "ben", "chioma"] },
  { name: "social-analytics", members: ["ada", "ben", "chioma", "fatima"] },
  { name: "architect-dashboard", members: ["ada", "ben", "dmitri", "gus"] },
  { name: "blog-engine", members: ["ada", "elena", "ben"] },
];

const SCOPES =
  "app_mentions:read bookmarks:read bookmarks:write channels:history channels:join channels:manage channels:read " +
  "chat:write chat:write.public commands files:read files:write groups:history groups:read groups:write im:history " +
  "im:read im:write pins:read pins:write reactions:read reactions:write team:read usergroups:read users:read users:read.email";

const EVENTS =
  "app_home_opened app_mention channel_archive channel_rename member_joined_channel member_left_channel " +
  "message.channels message.groups message.im reaction_added reaction_removed";
