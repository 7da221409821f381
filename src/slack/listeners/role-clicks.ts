import { roles } from "../../incident/incident.ts";
import { findIncident } from "../../store/find-incident.ts";
import { readButtonValue } from "../button-value.ts";
import { turnedAway } from "../context.ts";
import { sentenceReply } from "../messages/replies.ts";
import { incidentModals } from "../modals/incident-modals.ts";
import type { ClickListener } from "./clicks.ts";
import { firstOf } from "./first-of.ts";

/** Join, Take over and Leave in the roles panel: done, and the panel drawn anew. */
export function clickChangesRole(kind: "assign-role" | "leave-role"): ClickListener {
  return async (context, { by, value: word, view }) => {
    const value = readButtonValue(view?.metadata);
    const role = roles.find((one) => one === word);
    const incident = value && (await findIncident(context.pool, value.incident));
    if (!view || !incident || !role) return sentenceReply("This panel is too old. Type /incident role instead.");
    const away = await turnedAway(context, by);
    const ask = kind === "assign-role" ? ({ kind, role, person: by } as const) : ({ kind, role } as const);
    // The view's hash changes with every drawing: a second click on the same picture asks nothing new.
    const key = `click:${by}:${view.id}:${view.hash}:${kind}:${role}`;
    const first = away ? undefined : firstOf(await context.handle({ incident: incident.id, by, ...ask }, { key }));
    const now = first?.incident ?? incident;
    const notice = away ?? (first?.kind === "refused" ? first.refusal.text : undefined);
    const service = context.catalog().services.find(({ key: own }) => own === now.service);
    const drawn = incidentModals.roles.view({ incident: now, service, viewer: by, notice });
    await context.slack.call("views.update", { view_id: view.id, view: drawn });
    return undefined;
  };
}
