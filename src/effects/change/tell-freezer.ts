import { freezeReply } from "../../slack/messages/freeze.ts";
import { userOf } from "../../slack/person.ts";
import { reconcile } from "../reconcile.ts";
import type { ChangeShowContext, OwedOfFreeze } from "./change-show-context.ts";

/** Tells who wanted to freeze or lift why nothing came of it. `key`: `freeze:<id>:…`, which names this one answer. */
export async function tellFreezer(
  { effect: { person, why }, key }: OwedOfFreeze<"tell-freezer"> & { readonly key: string },
  context: ChangeShowContext,
): Promise<void> {
  const [, id = ""] = key.split(":");
  const target = async () => ({ channel: await context.channels.directWith(userOf(person)) });
  await reconcile({ place: { incident: id, surface: "freeze" }, message: freezeReply(id, why), target }, context);
}
