import { Fault } from "../clients/fault.ts";
import type { SlackCaller } from "../clients/slack.ts";
import type { SlackChannel } from "../clients/slack-methods.ts";
import { type Finding, failed, ok } from "./finding.ts";

const check = "announcement channel";

/** Whether the channel named in the catalog is there, and whether the bot can write in it. Nothing is posted. */
export async function checkAnnouncement(
  written: string,
  slack: SlackCaller,
  scopes: ReadonlySet<string> | undefined,
): Promise<Finding> {
  const name = written.replace(/^#/, "");
  try {
    const found = await find(name, slack);
    if (!found) {
      const remedy = `Create #${name}, or name another in organization.yaml. If it is private, invite the app: /invite @incident-commander.`;
      return failed(check, `there is no #${name} that the bot can see, or it is archived`, remedy);
    }
    if (found.is_member || scopes === undefined || scopes.has("chat:write.public")) return ok(check, `#${name}`);
    const remedy = `Invite the app there: /invite @incident-commander.`;
    return failed(check, `the bot is not in #${name} and may not post without being in it`, remedy);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return failed(check, `could not be looked up: ${error.message}`, error.advice ?? "Run doctor again in a minute.");
  }
}

async function find(name: string, slack: SlackCaller): Promise<SlackChannel | undefined> {
  let cursor: string | undefined;
  do {
    const page = await slack.call("conversations.list", {
      types: "public_channel,private_channel",
      exclude_archived: true,
      limit: 999,
      ...(cursor ? { cursor } : {}),
    });
    const found = page.channels.find((channel) => channel.name === name || channel.id === name);
    if (found) return found;
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return undefined;
}
