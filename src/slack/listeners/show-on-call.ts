import type { Incident } from "../../incident/incident.ts";
import type { SlackContext } from "../context.ts";
import { pageModal } from "../modals/page-modal.ts";

/** Fills the open form with who is on call, as soon as the pager has said it; nobody waits for that. */
export async function showOnCall(
  { askOnCall, slack, catalog }: SlackContext,
  incident: Incident,
  viewId: string,
): Promise<void> {
  const onCall = await askOnCall(incident.service, incident.isDrill);
  const service = catalog().services.find(({ key }) => key === incident.service);
  const view = pageModal.view({ incident, service, prefill: { modal: "page", onCall } });
  // The form may be closed by now: then nobody needs to know.
  await slack.call("views.update", { view_id: viewId, view }).catch(() => undefined);
}
