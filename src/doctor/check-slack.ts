import type { Catalog } from "../catalog/types.ts";
import { createSlackClient } from "../clients/slack.ts";
import { requestScopes, slackMethods } from "../clients/slack-methods.ts";
import { probeSlack, type SlackProbe } from "../clients/slack-probe.ts";
import type { Config } from "../config.ts";
import { checkAnnouncement } from "./check-announcement.ts";
import { checkClock } from "./check-clock.ts";
import { type Finding, failed, ok, skipped } from "./finding.ts";

type SlackConfig = Config["slack"];
type Answered = Extract<SlackProbe, { kind: "answered" }>;

const install = "api.slack.com/apps → your app → OAuth & Permissions";

/** The tokens, what they may do, and whether the first announcement will be seen. */
export async function checkSlack(
  slack: SlackConfig,
  catalog: Catalog | undefined,
  now: () => number,
): Promise<readonly Finding[]> {
  const beganMs = now();
  const probe = await probeSlack("auth.test", { token: slack.botToken, apiUrl: slack.apiUrl });
  const askedMs = (beganMs + now()) / 2;
  const delivery = await checkDelivery(slack);
  if (probe.kind === "unreachable") {
    const remedy = "Check the network, the proxy and SLACK_API_URL.";
    return [failed("Slack", `${slack.apiUrl} cannot be reached: ${probe.reason}`, remedy), delivery];
  }
  const token = checkToken(probe);
  if (token.kind !== "ok") return [token, delivery];
  const client = createSlackClient({ token: slack.botToken, apiUrl: slack.apiUrl, log: { debug: () => undefined } });
  return [
    token,
    checkScopes(probe),
    delivery,
    catalog
      ? await checkAnnouncement(catalog.organization.announcementChannel, client.interactive, probe.scopes)
      : skipped("announcement channel", "named in the catalog, which has faults"),
    checkClock("clock against Slack", probe.dateMs, askedMs),
  ];
}

function checkToken({ error, team, user, isBot }: Answered): Finding {
  const check = "Slack token";
  if (error !== undefined) {
    const remedy = `Reinstall the app at ${install}, and put the Bot User OAuth Token into SLACK_BOT_TOKEN.`;
    return failed(check, `Slack answered ${error}`, remedy);
  }
  if (!isBot) {
    const remedy = `Put the Bot User OAuth Token, which starts with xoxb-, into SLACK_BOT_TOKEN (${install}).`;
    return failed(check, `it belongs to ${user ?? "a person"}, not to a bot`, remedy);
  }
  return ok(check, `${user ?? "the bot"} in ${team ?? "the workspace"}`);
}

/** Exactly what the methods we call need, and what Slack wants before it sends us commands and mentions. */
function checkScopes({ scopes }: Answered): Finding {
  const check = "Slack scopes";
  if (!scopes) return skipped(check, "this Slack does not say which scopes the token holds");
  const needed = new Set<string>([...requestScopes, ...Object.values(slackMethods).flatMap((method) => method.scopes)]);
  const missing = [...needed].filter((scope) => !scopes.has(scope)).sort();
  if (missing.length === 0) return ok(check, `all ${needed.size} are there`);
  const remedy = `Add ${missing.length === 1 ? "it" : "them"} at ${install} → Scopes → Bot Token Scopes, then reinstall the app.`;
  return failed(check, `missing: ${missing.join(", ")}`, remedy);
}

async function checkDelivery({ delivery, apiUrl }: SlackConfig): Promise<Finding> {
  if (delivery.kind === "http") {
    return ok(
      "Slack requests",
      "signed HTTP to /slack/events; that the signing secret is right shows with the first request",
    );
  }
  const check = "Slack socket";
  const probe = await probeSlack("apps.connections.open", { token: delivery.appToken, apiUrl });
  if (probe.kind === "unreachable") return skipped(check, "Slack cannot be reached");
  if (probe.error === undefined) return ok(check, "Socket Mode would connect");
  const remedy =
    "Make an app-level token with connections:write at api.slack.com/apps → your app → Basic Information, turn Socket Mode on, and set SLACK_APP_TOKEN.";
  return failed(check, `Slack answered ${probe.error}`, remedy);
}
