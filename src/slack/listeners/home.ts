import type { PersonId } from "../../incident/incident.ts";
import { type SlackContext, turnedAway } from "../context.ts";
import { homeView } from "../home/home-view.ts";
import type { ClickListener } from "./clicks.ts";

/** Somebody looks at their Home tab. `service` is what they chose to look at before. */
export async function answerHomeOpened(
  context: SlackContext,
  { by, service }: { readonly by: PersonId; readonly service: string | undefined },
): Promise<void> {
  const away = await turnedAway(context, by);
  await (away ? context.homes.showTurnedAway(by, away) : context.homes.show(by, { service }));
}

export const clickChoosesService: ClickListener = async (context, { by, view }) => {
  await answerHomeOpened(context, { by, service: view && homeView.chosenService(view.values) });
  return undefined;
};

export const clickRefreshesHome: ClickListener = async (context, { by, view }) => {
  await answerHomeOpened(context, { by, service: view?.metadata || undefined });
  return undefined;
};
