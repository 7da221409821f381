import { createHash } from "node:crypto";
import { Fault } from "../clients/fault.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { Surface } from "../incident/effect.ts";
import type { Incident, PersonId } from "../incident/incident.ts";
import type { Message } from "../slack/messages/message.ts";
import {
  findMessage,
  forgetMessage,
  type MessagePlace,
  type RememberedMessage,
  rememberSent,
  reserveMessage,
} from "../store/messages.ts";
import type { EffectContext } from "./context.ts";
import { findPosted } from "./find-posted.ts";
import { type Place, placeFor } from "./place-for.ts";
import { render } from "./render.ts";
import { sendShaped } from "./send-shaped.ts";

/**
 * Makes one message say what is true now: posts it, edits it, or leaves it. The place is reserved before Slack is asked; only
 * when an answer was lost is the channel's history searched for it.
 */
export async function show(
  incident: Incident,
  surface: Surface,
  context: EffectContext,
): Promise<readonly IncidentCommand[]> {
  const rendered = await render(incident, surface, context);
  if (!rendered) return [];
  const { message, to } = rendered;
  const place = { incident: incident.id, surface };
  const shown = await findMessage(context.db, place);
  // Slack refused its shape, and Retry was not pressed since: the same would be refused again.
  if (shown?.kind === "sent" && shown.hash === plainHash(message) && isFailed(incident, surface)) {
    return shownPlainly(incident, surface);
  }
  if (shown?.kind === "sent" && shown.hash === hashOf(message)) return [];
  const refused = await send(incident, { place, shown, message, to }, context);
  return refused ? shownPlainly(incident, surface) : [];
}

interface Sending {
  readonly place: MessagePlace & { readonly surface: Surface };
  readonly shown: RememberedMessage | undefined;
  readonly message: Message;
  readonly to: PersonId | undefined;
}

/** Resolves to the fault when Slack took the message in a simpler shape only. */
async function send(
  incident: Incident,
  { place, shown, message, to }: Sending,
  context: EffectContext,
): Promise<Fault | undefined> {
  if (shown?.kind === "sent") return edit(place, shown, message, context);
  if (shown?.kind === "sending") {
    const ts = await findPosted(place, shown, context);
    if (ts) return edit(place, { channel: shown.channel, ts }, message, context);
  }
  const target = await placeFor(incident, place.surface, to, context);
  return target && post(place, target, message, context);
}

async function post(
  place: MessagePlace,
  { channel, threadTs }: Place,
  message: Message,
  { slack, db }: EffectContext,
): Promise<Fault | undefined> {
  await reserveMessage(db, { ...place, channel });
  try {
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    const { answer, refused } = await sendShaped(message, (shape) =>
      slack.call("chat.postMessage", { channel, ...thread, ...shape, unfurl_links: false, unfurl_media: false }),
    );
    const hash = refused ? plainHash(message) : hashOf(message);
    await rememberSent(db, { ...place, channel: answer.channel, ts: answer.ts, hash });
    return refused;
  } catch (error) {
    if (error instanceof Fault && error.service === "slack" && error.outcome === "not-done") {
      await forgetMessage(db, place);
    }
    throw error;
  }
}

/** A message that somebody deleted is posted anew. */
async function edit(
  place: MessagePlace,
  { channel, ts }: { readonly channel: string; readonly ts: string },
  message: Message,
  context: EffectContext,
): Promise<Fault | undefined> {
  try {
    const { refused } = await sendShaped(message, (shape) =>
      context.slack.call("chat.update", { channel, ts, ...shape }),
    );
    await rememberSent(context.db, { ...place, channel, ts, hash: refused ? plainHash(message) : hashOf(message) });
    return refused;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "message_not_found") throw error;
    await forgetMessage(context.db, place);
    return post(place, { channel }, message, context);
  }
}

const isFailed = ({ parts }: Incident, surface: Surface): boolean =>
  (surface === "card" || surface === "announcement") && parts[surface]?.kind === "failed";

/** Said on the card, if the message is one that stays. */
function shownPlainly(incident: Incident, surface: Surface): readonly IncidentCommand[] {
  if (surface !== "card" && surface !== "announcement") return [];
  const reason = "Slack refused its layout (invalid_blocks), so it is shown as simple text";
  const remedy = "The mistake is ours: please report it. Retry tries the full layout again.";
  return [{ kind: "record-part-failed", incident: incident.id, part: surface, reason, remedy }];
}

const hashOf = (message: Message): string => createHash("sha256").update(JSON.stringify(message)).digest("hex");

/** Of what was sent in a simpler shape: another than that of the message itself. */
const plainHash = (message: Message): string => `plain:${hashOf(message)}`;
