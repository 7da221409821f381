import type { Catalog } from "../catalog/types.ts";
import { checks, checksSurface } from "../slack/messages/checks.ts";
import { findRound } from "../store/check-rounds.ts";
import type { EffectContext } from "./context.ts";
import { reconcile } from "./reconcile.ts";

export interface ShowCheckParts extends Pick<EffectContext, "db" | "slack" | "channels"> {
  readonly catalog: () => Catalog;
}

/** Makes the message of a round of checks say what is true. Throws the `Fault` when Slack cannot. */
export async function showCheck(id: string, parts: ShowCheckParts): Promise<void> {
  const round = await findRound(parts.db, id);
  const service = parts.catalog().services.find(({ key }) => key === round?.service);
  if (!round || !service) return;
  const place = { incident: id, surface: checksSurface } as const;
  const target = async () => ({ channel: await parts.channels.idOf(service.channel) });
  const isOver = round.closedAt !== undefined;
  await reconcile({ place, message: checks(round, service.name), target, isOver }, parts);
}
