import { freezeMessage } from "../../slack/messages/freeze.ts";
import { findFreeze } from "../../store/freezes.ts";
import { waitingRequests } from "../../store/requests.ts";
import { reconcile } from "../reconcile.ts";
import type { ChangeShowContext, OwedOfFreeze } from "./change-show-context.ts";
import { showRequest } from "./show-request.ts";

/** Says where incidents are announced that changes are stopped or go on, and on the cards of the requests that wait meanwhile. */
export async function showFreeze({ effect }: OwedOfFreeze<"show-freeze">, context: ChangeShowContext): Promise<void> {
  const freeze = await findFreeze(context.db, effect.freeze);
  if (!freeze) return;
  const { channels, catalog } = context;
  const target = async () => ({ channel: await channels.idOf(catalog().organization.announcementChannel) });
  await reconcile(
    { place: { incident: freeze.id, surface: "freeze" }, message: freezeMessage(freeze), target },
    context,
  );
  const waiting = await waitingRequests(context.db);
  for (const { id, plan } of waiting) {
    if (freeze.service === undefined || freeze.service === plan.service) await showRequest({ request: id }, context);
  }
}
