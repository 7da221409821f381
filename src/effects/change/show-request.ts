import { sayFreeze } from "../../approval/freeze.ts";
import { planText } from "../../approval/plan-text.ts";
import { approversNow } from "../../approval/policy.ts";
import type { ChangeRequest } from "../../approval/request.ts";
import { askedSurface, planSurface, type RequestSurface, requestSurface } from "../../approval/surface.ts";
import type { Incident } from "../../incident/incident.ts";
import { type RequestShown, requestInPrivate, requestMessage } from "../../slack/messages/request.ts";
import { personId, teamOf } from "../../slack/person.ts";
import { findIncident } from "../../store/find-incident.ts";
import { freezeOver } from "../../store/freezes.ts";
import { findMessage, rememberSent } from "../../store/messages.ts";
import { findRequest } from "../../store/requests.ts";
import { askedUsers } from "../../store/requests-asked.ts";
import { placeFor } from "../place-for.ts";
import { reconcile } from "../reconcile.ts";
import { sendFile } from "../upload.ts";
import type { ChangeShowContext } from "./change-show-context.ts";
import { findableFor } from "./findable-for.ts";
import { peopleAmong } from "./people-among.ts";

/** Whoever is written to beyond these finds it in the channel. */
const mostAsked = 20;

/**
 * Makes every message of a request say what is true: its card in the incident's channel, and the same for each who may approve it, in
 * private, from the moment they are asked, where less of it moves. A plan that does not fit goes into the thread of the card as a file.
 */
export async function showRequest(owed: Owed, context: ChangeShowContext): Promise<void> {
  const shown = await drawCard(owed, context);
  if (!shown) return;
  const { request, incident } = shown;
  await sendPlan(incident, request, context);
  // In a moment it is granted, or somebody's yes was dropped: that is shown, too.
  if (request.state.kind === "open" && request.state.confirming) return;
  const users = await usersToShow(request, context);
  for (const user of users) await showTo(user, incident, shown, context);
  await Promise.all(users.map((user) => context.refreshHome(personId(teamOf(request.requester), user))));
}

/** The card alone: how a run goes on, and what it waits for, is shown there. */
export async function showCard(owed: Owed, context: ChangeShowContext, waits?: "target-busy"): Promise<void> {
  await drawCard(owed, context, waits);
}

/** Undefined where there is no such request. */
async function drawCard(
  { request: id }: Owed,
  context: ChangeShowContext,
  waits?: "target-busy",
): Promise<Shown | undefined> {
  const request = await findRequest(context.db, id);
  const incident = request && (await findIncident(context.db, request.incident));
  if (!request || !incident) return undefined;
  const shown = await whatIsShown(incident, request, context);
  const card = requestSurface(request);
  await reconcile(
    {
      place: { incident: incident.id, surface: card },
      message: requestMessage({ ...shown, surface: card, waits }),
      target: () => placeFor(incident, card, undefined, context),
    },
    context,
  );
  return shown;
}

interface Owed {
  readonly request: string;
  readonly effect?: unknown;
}

interface Shown extends Omit<RequestShown, "surface"> {
  readonly incident: Incident;
}

async function whatIsShown(incident: Incident, request: ChangeRequest, context: ChangeShowContext): Promise<Shown> {
  const { services, organization } = context.catalog();
  const service = services.find(({ key }) => key === incident.service);
  const freeze = request.state.kind === "open" ? await freezeOver(context.db, request.plan.service) : undefined;
  const isHighest = service?.severities[0]?.level === incident.severity;
  return {
    incident,
    request,
    printed: request.state.kind === "running" ? context.printed(request.id) : "",
    frozen: freeze && sayFreeze(freeze),
    findable: request.state.kind === "open" ? await findableFor(request, context) : undefined,
    isGlassThere: isHighest && organization.breakGlass.length > 0,
  };
}

/** Those who may decide now, while there is something to decide; afterwards those who were asked. */
async function usersToShow(request: ChangeRequest, context: ChangeShowContext): Promise<readonly string[]> {
  const before = await askedUsers(context.db, request);
  if (request.state.kind !== "open") return before;
  const now = await peopleAmong(approversNow(request), request.requester, mostAsked, context);
  return [...new Set([...before, ...now])].slice(0, Math.max(before.length, mostAsked));
}

async function showTo(user: string, incident: Incident, shown: Shown, context: ChangeShowContext): Promise<void> {
  const surface: RequestSurface = askedSurface(shown.request, user);
  await reconcile(
    {
      place: { incident: incident.id, surface },
      message: requestInPrivate({ ...shown, surface }),
      target: async () => ({ channel: await context.channels.directWith(user) }),
    },
    context,
  );
}

/** Once, below the card: what is remembered of it is the hash that stands on the card. */
async function sendPlan(incident: Incident, request: ChangeRequest, context: ChangeShowContext): Promise<void> {
  const { file, preview, plan } = request;
  if (!file || !preview) return;
  const place = { incident: incident.id, surface: planSurface(request) };
  const card = await findMessage(context.db, { incident: incident.id, surface: requestSurface(request) });
  if (card?.kind !== "sent" || (await findMessage(context.db, place))) return;
  const content = new TextEncoder().encode(planText(plan, preview));
  const title = `The whole plan, sha256 ${file.sha256}`;
  const to = { channel: card.channel, threadTs: card.ts };
  await sendFile(`${request.id}:plan`, { name: "plan.txt", content }, title, to, context);
  await rememberSent(context.db, { ...place, channel: card.channel, ts: card.ts, hash: file.sha256 });
}
