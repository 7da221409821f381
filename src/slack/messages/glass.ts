import type { ChangeRequest } from "../../approval/request.ts";
import { glassSurface, reviewSurface } from "../../approval/surface.ts";
import type { Incident } from "../../incident/incident.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button } from "../blocks.ts";
import { clamp } from "../limits.ts";
import { line, moment, place, quote, richText, strong, who, words } from "../rich-text.ts";
import { marks, reference } from "./labels.ts";
import { type Message, message, surfaceTag } from "./message.ts";
import { placeOf } from "./place-of.ts";

type About = Pick<Incident, "id" | "number" | "isDrill" | "isPrivate" | "channel">;

/** One person let a change run alone. Undefined when nobody did. */
export function glassMessage(incident: About, request: ChangeRequest): Message | undefined {
  const { breakGlass, plan } = request;
  if (!breakGlass) return undefined;
  const { by, reason, reviewDueAt } = breakGlass;
  const said = [who(by), words(" broke the glass: a change runs without an approval.")];
  const blocks = [
    richText(
      line(words(`🔨 ${marks(incident)}${reference(incident)} · `), ...said),
      line(
        strong(clamp(plan.description.replace(/\s+/g, " "), 300)),
        words(` · ${placeOf(plan)}`),
        ...(incident.channel ? [words(" · "), place(incident.channel)] : []),
      ),
      quote(clamp(reason, 1500)),
      line(words("Somebody else reviews it until "), moment(reviewDueAt)),
    ),
  ];
  return message([words(`🔨 ${reference(incident)}: `), ...said], blocks, surfaceTag(incident, glassSurface(request)));
}

/** Nobody has reviewed it in time. Undefined once somebody has. */
export function reviewMessage(incident: About, request: ChangeRequest, dueAt: string): Message | undefined {
  const { breakGlass, plan, id: value } = request;
  if (!breakGlass || breakGlass.review) return undefined;
  const said = [words("The review of what "), who(breakGlass.by), words(" ran without an approval is overdue.")];
  const blocks = [
    richText(
      line(words(`📝 ${marks(incident)}${reference(incident)} · `), ...said),
      line(strong(clamp(plan.description.replace(/\s+/g, " "), 300)), words(` · ${placeOf(plan)}`)),
    ),
    actions(`review-${value}`, [button("Review…", actionIds.review, { value })]),
  ];
  const surface = surfaceTag(incident, reviewSurface(request, dueAt));
  return message([words(`📝 ${reference(incident)}: `), ...said], blocks, surface);
}
