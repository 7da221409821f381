import { turnedAway } from "../context.ts";
import { readOffer } from "../messages/offer.ts";
import { sentenceReply } from "../messages/replies.ts";
import type { ClickListener } from "./clicks.ts";
import { openDeclareModal } from "./open-modal.ts";

/** What the pager rings for is declared: the form knows it already. */
export const clickDeclaresOffered: ClickListener = async (context, { by, value, triggerId }) => {
  const away = await turnedAway(context, by, true);
  if (away) return sentenceReply(away);
  const { title = "", service } = readOffer(value) ?? {};
  return openDeclareModal(context, { title, service, isPrivate: false, isDrill: false, isAlerted: true }, triggerId);
};
