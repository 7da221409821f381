import { Fault } from "../clients/fault.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { Incident } from "../incident/incident.ts";
import { findMessage } from "../store/messages.ts";
import type { EffectContext } from "./context.ts";
import { unless } from "./unless.ts";

/** Pins the card in the incident channel; a card already pinned is as wanted. */
export async function pinCard(incident: Incident, { slack, db }: EffectContext): Promise<readonly IncidentCommand[]> {
  const card = await findMessage(db, { incident: incident.id, surface: "card" });
  if (card?.kind !== "sent") throw noCard;
  await slack.call("pins.add", { channel: card.channel, timestamp: card.ts }).catch(unless("already_pinned"));
  return [];
}

const noCard = new Fault("There is no card to pin yet", {
  service: "slack",
  code: "no-card",
  retry: { kind: "never" },
  outcome: "not-done",
  advice: "Retry the card first; it is pinned once it is there.",
});
