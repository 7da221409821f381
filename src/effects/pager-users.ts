import { Fault } from "../clients/fault.ts";
import type { OnCallOf, Pager } from "../clients/pager.ts";
import type { PersonId } from "../incident/incident.ts";
import { personId, teamOf, userOf } from "../slack/person.ts";
import { findPagerPerson, rememberPagerPerson } from "../store/pager-people.ts";
import { contactFor } from "./by-hand.ts";
import type { EffectContext } from "./context.ts";

/** The pager's id of somebody of the workspace: the user with the same e-mail address. A fault, in words, where there is none. */
export async function pagerUserOfPerson(pager: Pager, person: PersonId, context: EffectContext): Promise<string> {
  const { user } = await context.slack.call("users.info", { user: userOf(person) });
  const email = user.profile?.email;
  const found = email ? await lookUp(pager, email, person, context) : undefined;
  if (found) return found;
  throw new Fault(email ? `PagerDuty has no user ${email}` : "Slack does not show their e-mail address", {
    service: "pagerduty",
    code: "no-pager-user",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: email
      ? "They are mentioned here instead; add them to PagerDuty with this address to call them next time."
      : "They are mentioned here instead; the app needs the scope users:read.email to find them in PagerDuty.",
  });
}

/** The pager's id of whoever holds a role; undefined where the catalog or the pager knows nobody. */
export async function pagerUserOf(
  pager: Pager,
  service: string,
  role: string,
  context: EffectContext,
): Promise<string | undefined> {
  const email = contactFor(service, role, context.catalog())?.email;
  return email ? lookUp(pager, email, undefined, context) : undefined;
}

async function lookUp(
  pager: Pager,
  email: string,
  person: PersonId | undefined,
  { db }: EffectContext,
): Promise<string | undefined> {
  const known = await findPagerPerson(db, email);
  if (known && (person === undefined || known.person === person)) return known.pagerId;
  const found = await pager.findUserByEmail(email);
  if (found) await rememberPagerPerson(db, { email, pagerId: found.id, name: found.name, person });
  return found?.id;
}

/**
 * Learns who those on call are here, so that what they do in the pager bears their name here. What the pager or Slack does not tell
 * is left: their names in the pager do, too.
 */
export async function learnPeople(
  pager: Pager,
  of: OnCallOf,
  declaredBy: PersonId,
  { db, slack }: EffectContext,
): Promise<void> {
  try {
    const levels = await pager.onCall(of);
    for (const { id, name, email } of levels.flatMap(({ people }) => people)) {
      if (!email || (await findPagerPerson(db, email))?.person) continue;
      const { user } = await slack.call("users.lookupByEmail", { email });
      const person = personId(user.team_id ?? teamOf(declaredBy), user.id);
      await rememberPagerPerson(db, { email, pagerId: id, name, person });
    }
  } catch (error) {
    if (!(error instanceof Fault) || error.service === "postgres") throw error;
  }
}
