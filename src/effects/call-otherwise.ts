import type { IncidentCommand } from "../incident/command.ts";
import type { Incident } from "../incident/incident.ts";
import { allPages, dedupKeyOf, type PageState } from "../incident/page.ts";
import { reference } from "../slack/messages/labels.ts";
import { userOf } from "../slack/person.ts";
import { contactsOf } from "./by-hand.ts";
import type { EffectContext } from "./context.ts";

/** Writes an e-mail to the people of a page that does not get through. In Slack they are mentioned by its line. */
export async function callOtherwise(
  incident: Incident,
  key: string,
  context: EffectContext,
): Promise<readonly IncidentCommand[]> {
  const page = allPages(incident).find((one) => one.key === key);
  if (!context.sendMail || !page || page.sent || page.closedAt || page.acknowledged || incident.isDrill) return [];
  const to = await addressesOf(incident, page, context);
  if (to.length === 0) return [];
  const { severity, title, channel, service } = incident;
  await context.sendMail({
    to,
    id: dedupKeyOf(incident, key).replaceAll(":", "-"),
    subject: `${reference(incident)} ${severity}: ${title}`,
    text: [
      `You are called to an incident of ${service}, and the pager does not get through: ${page.failure?.reason ?? "it does not answer"}.`,
      `${severity}: ${title}`,
      channel ? `Please come to #${channel.name} in Slack.` : "Please look for it in Slack: /incident list.",
    ].join("\n\n"),
  });
  return [];
}

async function addressesOf(incident: Incident, page: PageState, context: EffectContext): Promise<readonly string[]> {
  if (page.person) {
    const { user } = await context.slack.call("users.info", { user: userOf(page.person) });
    return user.profile?.email ? [user.profile.email] : [];
  }
  const emails = contactsOf(incident, page, context.catalog()).flatMap(({ email }) => email ?? []);
  if (emails.length > 0) return emails;
  // The on-call has no address of its own: then the service's people are written to.
  const own = context.catalog().services.find(({ key }) => key === incident.service)?.contacts ?? [];
  return own.flatMap(({ email }) => email ?? []);
}
