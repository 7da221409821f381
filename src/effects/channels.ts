import { Fault } from "../clients/fault.ts";
import type { SlackCaller } from "../clients/slack.ts";
import type { SlackChannel } from "../clients/slack-methods.ts";

/** Looks channels up by name. What was found is remembered: ids do not change. */
export interface Channels {
  /** Id of a channel written in the catalog; the written name itself where this Slack cannot list channels. */
  idOf(written: string): Promise<string>;
  /** Where this person is written to in private. */
  directWith(user: string): Promise<string>;
  /** The channel of that name if the bot itself made it. */
  madeByUs(name: string): Promise<SlackChannel | undefined>;
}

const pageSize = 999;

export function createChannels(slack: SlackCaller): Channels {
  const ids = new Map<string, string>();
  return {
    async idOf(written) {
      const name = written.replace(/^#/, "");
      if (/^[CG][A-Z0-9]{6,}$/.test(name)) return name;
      const known = ids.get(name);
      if (known) return known;
      const found = await findByName(slack, name);
      if (!found) return `#${name}`;
      ids.set(name, found.id);
      return found.id;
    },
    async directWith(user) {
      const known = ids.get(user);
      if (known) return known;
      const { channel } = await slack.call("conversations.open", { users: user });
      ids.set(user, channel.id);
      return channel.id;
    },
    async madeByUs(name) {
      const found = await findByName(slack, name);
      if (!found) return undefined;
      const { user_id } = await slack.call("auth.test", {});
      return found.creator === user_id ? found : undefined;
    },
  };
}

/** A Slack that cannot list channels, or does not let us, answers as if there were none. */
async function findByName(slack: SlackCaller, name: string): Promise<SlackChannel | undefined> {
  try {
    let cursor: string | undefined;
    do {
      const page = await slack.call("conversations.list", {
        types: "public_channel,private_channel",
        exclude_archived: true,
        limit: pageSize,
        ...(cursor ? { cursor } : {}),
      });
      const found = page.channels.find((channel) => channel.name === name);
      if (found) return found;
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor);
    return undefined;
  } catch (error) {
    if (error instanceof Fault && error.retry.kind === "never") return undefined;
    throw error;
  }
}
