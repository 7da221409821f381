import type { IncidentCommand } from "../incident/command.ts";
import type { Surface } from "../incident/effect.ts";
import type { Incident } from "../incident/incident.ts";
import type { Message } from "../slack/messages/message.ts";
import { findMessage, type MessagePlace } from "../store/messages.ts";
import type { EffectContext } from "./context.ts";
import { placeFor } from "./place-for.ts";
import { plainHash, reconcile } from "./reconcile.ts";
import { render } from "./render.ts";

/** Makes one message of an incident say what is true now. */
export async function show(
  incident: Incident,
  surface: Surface,
  context: EffectContext,
): Promise<readonly IncidentCommand[]> {
  const rendered = await render(incident, surface, context);
  if (!rendered) return [];
  const { message, to } = rendered;
  const place = { incident: incident.id, surface };
  // Slack refused its shape, and Retry was not pressed since: the same would be refused again.
  if (isFailed(incident, surface) && (await isShownPlainly(place, message, context))) {
    return shownPlainly(incident, surface);
  }
  const target = () => placeFor(incident, surface, to, context);
  const refused = await reconcile({ place, message, target }, context);
  return refused ? shownPlainly(incident, surface) : [];
}

const isFailed = ({ parts }: Incident, surface: Surface): boolean =>
  (surface === "card" || surface === "announcement") && parts[surface]?.kind === "failed";

async function isShownPlainly(place: MessagePlace, message: Message, { db }: EffectContext): Promise<boolean> {
  const shown = await findMessage(db, place);
  return shown?.kind === "sent" && shown.hash === plainHash(message);
}

/** Said on the card, if the message is one that stays. */
function shownPlainly(incident: Incident, surface: Surface): readonly IncidentCommand[] {
  if (surface !== "card" && surface !== "announcement") return [];
  const reason = "Slack refused its layout (invalid_blocks), so it is shown as simple text";
  const remedy = "The mistake is ours: please report it. Retry tries the full layout again.";
  return [{ kind: "record-part-failed", incident: incident.id, part: surface, reason, remedy }];
}
