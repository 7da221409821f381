import { toldSurface } from "../../approval/surface.ts";
import { freezeReply } from "../../slack/messages/freeze.ts";
import { userOf } from "../../slack/person.ts";
import { reconcile } from "../reconcile.ts";
import type { ChangeShowContext, OwedOfFreeze } from "./change-show-context.ts";

/** Tells who wanted to freeze or lift why nothing came of it. `key`: `freeze:<id>:…`, which names this one answer. */
export async function tellFreezer(
  { effect: { wish, why }, key }: OwedOfFreeze<"tell-freezer"> & { readonly key: string },
  context: ChangeShowContext,
): Promise<void> {
  const [, id = ""] = key.split(":");
  const user = userOf(wish.by);
  const surface = toldSurface({ id }, 0, user);
  const target = async () => ({ channel: await context.channels.directWith(user) });
  await reconcile(
    { place: { incident: id, surface }, message: freezeReply({ id, surface }, wish, why), target },
    context,
  );
}
