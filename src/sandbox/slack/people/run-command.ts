import type { Again, AppAnswer } from "../delivery/delivery.ts";
import { isObject, type Json, textAt } from "../json.ts";
import { addMessage } from "../state/messages.ts";
import type { Channel, Message, Person } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { answerInConversation } from "./answer-in-conversation.ts";
import { issueResponseUrl, VERIFICATION_TOKEN } from "./payloads.ts";

/** What the person sees after the command, when it is not by a later message. */
export type CommandOutcome =
  /** `message` is what came with the acknowledgement. */
  | { readonly kind: "acked"; readonly message?: Message }
  | { readonly kind: "operation_timeout"; readonly message: Message }
  | { readonly kind: "failed"; readonly reason: string; readonly message: Message };

/** Types a slash command. Names after `@` and `#` in the text become ids, as with `should_escape`. */
export async function runCommand(
  world: World,
  person: Person,
  channel: Channel,
  command: string,
  text: string,
  again?: Again,
): Promise<CommandOutcome> {
  if (!world.options.commands.some((known) => known.command === command))
    return failure(world, person, channel, `${command} is not a valid command.`);
  const form = {
    token: VERIFICATION_TOKEN,
    team_id: world.options.teamId,
    team_domain: "sandbox",
    channel_id: channel.id,
    channel_name: channel.kind === "direct" ? "directmessage" : channel.name,
    user_id: person.id,
    user_name: person.name,
    command,
    text: escapeNames(world, text),
    api_app_id: world.app.id,
    is_enterprise_install: "false",
    response_url: issueResponseUrl(world, channel, person),
    trigger_id: world.triggers.issue({ person: person.id }),
  };
  const answer = await world.delivery.send({ kind: "slash_commands", form });
  world.traffic.record("to-app", "slash_commands", answer.kind, form);
  if (again !== undefined) {
    const repeated = await world.delivery.send({ kind: "slash_commands", form }, again.retry);
    world.traffic.record("to-app", "slash_commands (again)", repeated.kind, form);
  }
  return outcome(world, person, channel, command, answer);
}

function outcome(world: World, person: Person, channel: Channel, command: string, answer: AppAnswer): CommandOutcome {
  switch (answer.kind) {
    case "acked": {
      const message = answer.body === undefined ? undefined : answerWith(world, person, channel, answer.body);
      return message === undefined ? { kind: "acked" } : { kind: "acked", message };
    }
    case "timeout": {
      const text = `${command} failed because the app did not respond (operation_timeout).`;
      return { kind: "operation_timeout", message: slackSays(world, person, channel, text) };
    }
    case "http-error":
      return failure(
        world,
        person,
        channel,
        `${command} failed with the error "http_service_error" (${answer.status})`,
      );
    case "unreachable":
      return failure(world, person, channel, `${command} failed because the app did not respond (${answer.reason})`);
  }
}

function answerWith(world: World, person: Person, channel: Channel, body: Json): Message | undefined {
  const answer = isObject(body) ? body : { text: String(body) };
  if (textAt(answer, "text") === "" && answer.blocks === undefined) return undefined;
  const answered = answerInConversation(world, { channel, person: person.id }, answer);
  return answered.kind === "shown"
    ? answered.message
    : slackSays(world, person, channel, `The app's answer is not valid: ${answered.error}`);
}

function failure(world: World, person: Person, channel: Channel, reason: string): CommandOutcome {
  return { kind: "failed", reason, message: slackSays(world, person, channel, reason) };
}

/** A line only this person sees, from Slack itself. */
export function slackSays(world: World, person: Person, channel: Channel, text: string): Message {
  return addMessage(world, channel, { user: "USLACKBOT", text, visibleTo: person.id });
}

function escapeNames(world: World, text: string): string {
  return text
    .replace(/(?<![\w<])@([\w.-]+)/g, (written, name: string) => {
      const found = [...world.people.values()].find((one) => one.name === name);
      const group = [...world.userGroups.values()].find((one) => one.handle === name);
      if (found !== undefined) return `<@${found.id}|${found.name}>`;
      return group === undefined ? written : `<!subteam^${group.id}|@${group.handle}>`;
    })
    .replace(/(?<![\w<])#([\w-]+)/g, (written, name: string) => {
      const found = [...world.channels.values()].find((one) => one.name === name && one.kind === "public");
      return found === undefined ? written : `<#${found.id}|${found.name}>`;
    });
}
