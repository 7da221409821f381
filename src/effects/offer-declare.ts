import { Fault } from "../clients/fault.ts";
import type { Effect } from "../incident/effect.ts";
import { offer } from "../slack/messages/offer.ts";
import { findAttempt, forgetAttempt, rememberAttempt } from "../store/attempts.ts";
import type { EffectContext } from "./context.ts";
import type { PerformResult } from "./perform-result.ts";

type OfferEffect = Extract<Effect, { readonly kind: "offer-declare" }>;

const waitMs = 10_000;

/** Asks in the service's channel whether what its pager rings for is an incident. Once: an answer that was lost is not asked for again. */
export async function offerDeclare(effect: OfferEffect, context: EffectContext): Promise<PerformResult> {
  const { db, slack, channels, catalog } = context;
  const service = catalog().services.find(({ key }) => key === effect.service);
  const key = `offer-declare:${effect.pagerId}`;
  if (!service || (await findAttempt(db, key))) return { kind: "done", commands: [] };
  await rememberAttempt(db, key, {});
  try {
    const channel = await channels.idOf(service.channel);
    await slack.call("chat.postMessage", { channel, ...offer(effect, service) });
    return { kind: "done", commands: [] };
  } catch (error) {
    if (!(error instanceof Fault) || error.service === "postgres") throw error;
    context.log.warn({ effect, code: error.code }, error.message);
    if (error.outcome === "not-done") await forgetAttempt(db, key);
    if (error.retry.kind === "never") return { kind: "given-up", commands: [] };
    return { kind: "retry", afterMs: error.retry.kind === "after" ? error.retry.ms : waitMs, commands: [] };
  }
}
