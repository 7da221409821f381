import type { Catalog, Contact } from "../catalog/types.ts";
import { Fault } from "../clients/fault.ts";
import type { Incident } from "../incident/incident.ts";
import type { PageName } from "../incident/page.ts";
import { onCall } from "../incident/terms.ts";
import { userOf } from "../slack/person.ts";
import type { EffectContext } from "./context.ts";

/** The service's own people go before the organization's. */
export function contactFor(service: string, role: string, { services, organization }: Catalog): Contact | undefined {
  const own = services.find(({ key }) => key === service)?.contacts ?? [];
  return [...own, ...organization.contacts].find((one) => one.role === role);
}

/** What to do by hand while the pager does not reach them: whom to call at what number. */
export function byHand(incident: Incident, page: PageName, catalog: Catalog): string {
  const contacts = contactsOf(incident, page, catalog);
  const phones = contacts.flatMap(({ name, phone }) => (phone ? [`${name} ${phone}`] : []));
  if (phones.length > 0) return `By hand: call ${phones.join(", ")}.`;
  const others = contacts.flatMap(({ name, email, slack }) => {
    const way = email ?? (slack && !/^[SUW][A-Z0-9]{6,}$/.test(slack) ? `@${slack}` : undefined);
    return way ? [`${name} (${way})`] : [];
  });
  const people = others.length > 0 ? `By hand: ask ${others.slice(0, 4).join(", ")}. ` : "";
  return `${people}No phone number is written down: add phone to the contacts of services/${incident.service}.yaml.`;
}

/** Who is to hear of it: whoever was called, and where they have no number, everybody of the service who has one. */
export function contactsOf(incident: Incident, { role = onCall }: PageName, catalog: Catalog): readonly Contact[] {
  const called = contactFor(incident.service, role, catalog);
  if (called?.phone) return [called];
  const own = catalog.services.find(({ key }) => key === incident.service)?.contacts ?? [];
  const reachable = [...own, ...catalog.organization.contacts].filter(({ phone }) => phone !== undefined);
  return [...(called ? [called] : []), ...reachable.filter((one) => one !== called)];
}

const isId = (text: string): boolean => /^[SUW][A-Z0-9]{6,}$/.test(text);

/** Slack ids of those who are to hear of it, as far as Slack tells: a person, a user group by its handle, or by e-mail. */
export async function mentionsFor(
  incident: Incident,
  page: PageName,
  context: EffectContext,
): Promise<readonly string[]> {
  if (page.person) return [userOf(page.person)];
  const contacts = contactsOf(incident, page, context.catalog());
  const ids = await Promise.all(contacts.map((contact) => slackIdOf(contact, context)));
  return [...new Set(ids.filter((id) => id !== undefined))];
}

async function slackIdOf({ slack, email }: Contact, context: EffectContext): Promise<string | undefined> {
  try {
    if (slack && isId(slack)) return slack;
    const group = slack && (await context.slack.call("usergroups.list", {})).usergroups;
    const found = group ? group.find(({ handle }) => handle === slack?.replace(/^@/, ""))?.id : undefined;
    if (found ?? !email) return found;
    return (await context.slack.call("users.lookupByEmail", { email })).user.id;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
