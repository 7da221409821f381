import type { Button, RichTextElement } from "@slack/types";
import type { RecordedRequestEvent, RequestEvent } from "../../approval/event.ts";
import type { Act, ChangeRequest } from "../../approval/request.ts";
import { sayState } from "../../approval/say-state.ts";
import { toldSurface } from "../../approval/surface.ts";
import type { Incident, PersonId } from "../../incident/incident.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button } from "../blocks.ts";
import { clamp } from "../limits.ts";
import { userOf } from "../person.ts";
import { line, moment, place, quote, richText, strong, who, words } from "../rich-text.ts";
import { marks, reference } from "./labels.ts";
import { type Message, message, surfaceTag } from "./message.ts";
import { placeOf } from "./place-of.ts";
import { sayNoWay } from "./request-back.ts";

export interface Told {
  readonly incident: Pick<Incident, "id" | "number" | "isDrill" | "isPrivate" | "channel">;
  readonly request: ChangeRequest;
  readonly recorded: RecordedRequestEvent;
  readonly person: PersonId;
}

/** What has happened to a request, said to one person in private. Undefined where the card says enough. */
export function toldMessage({ incident, request, recorded, person }: Told): Message | undefined {
  const news = newsFor(request, recorded);
  if (!news) return undefined;
  const { said, quoted, shown = [] } = news;
  const where = incident.channel ? [words(" · "), place(incident.channel)] : [];
  const head = line(
    words(`${marks(incident)}${reference(incident)} · `),
    strong(clamp(request.plan.description.replace(/\s+/g, " "), 300)),
    words(` · ${placeOf(request.plan)}`),
    ...where,
  );
  const blocks = [
    richText(head, line(...said), ...(quoted ? [quote(clamp(quoted, 1500))] : [])),
    ...(shown.length > 0 ? [actions(`told-${request.id}`, shown)] : []),
  ];
  const surface = toldSurface(request, recorded.version, userOf(person));
  return message([words(`${reference(incident)}: `), ...said], blocks, surfaceTag(incident, surface));
}

interface News {
  readonly said: readonly RichTextElement[];
  readonly quoted?: string | undefined;
  readonly shown?: readonly Button[] | undefined;
}

function newsFor(request: ChangeRequest, { event }: RecordedRequestEvent): News | undefined {
  const value = request.id;
  const again = [button("Ask again…", actionIds.askAgain, { value })];
  switch (event.kind) {
    case "act-refused":
      return { said: [words(`You pressed ${pressed[event.act]}. ${event.why}`)] };
    case "vote-dropped":
      return { said: [words(`Your approval no longer counts. ${event.why}`)] };
    case "granted":
    case "glass-broken":
      return request.plan.asksFor.length > 0
        ? {
            said: [
              words(
                `It is approved, and waits for ${request.plan.asksFor.join(", ")}, which nobody but you types, until `,
              ),
              moment(event.until),
            ],
            shown: [button("Type the value…", actionIds.typeValues, { value, style: "primary" })],
          }
        : undefined;
    case "more-needed":
      return { said: [words("It waits for one more approver than before.")], quoted: event.needed.oneMore?.join("\n") };
    case "question-put":
      return {
        said: [who(event.by), words(" asks you:")],
        quoted: event.text,
        shown: [button("Answer…", actionIds.answerQuestion, { value })],
      };
    case "question-answered":
      return { said: [who(event.by), words(" answers your question:")], quoted: event.text };
    case "denied":
      return { said: [who(event.by), words(" denied it. It was not run.")], quoted: event.reason };
    case "revoked":
      return {
        said: [who(event.by), words(" took the approval back. It was not run.")],
        quoted: event.reason || undefined,
        shown: again,
      };
    case "expired":
    case "voided": {
      const isSo = event.kind === "voided" && event.isSo;
      return { said: [words(clamp(sayState(request.state), 1000))], shown: isSo ? [] : again };
    }
    case "target-moved":
    case "run-done":
    case "run-settled":
    case "run-lost":
    case "not-come-back":
      return newsOfRun(request, event);
    case "request-asked":
    case "plan-previewed":
    case "act-asked":
    case "vote-counted":
    case "quorum-met":
    case "plan-opened":
    case "silence-escalated":
    case "withdrawn":
    case "run-started":
    case "run-renewed":
    case "run-failed":
    case "run-inspected":
    case "run-verified":
    case "back-due":
    case "came-back":
    case "review-reminded":
    case "reviewed":
      return undefined;
  }
}

type RunEvent = Extract<
  RequestEvent,
  { readonly kind: "target-moved" | "run-done" | "run-settled" | "run-lost" | "not-come-back" }
>;

/** What became of a change that was approved. */
function newsOfRun({ id: value, comeBack }: ChangeRequest, event: RunEvent): News | undefined {
  switch (event.kind) {
    case "target-moved":
      return {
        said: [words("It was approved and not run, because the target is no longer what was approved:")],
        quoted: event.moved.join("\n"),
        shown: [button("Ask again…", actionIds.askAgain, { value })],
      };
    case "run-done":
    case "run-settled":
      return comeBack?.kind === "no-way" ? { said: [words(sayNoWay)] } : undefined;
    case "not-come-back":
      return {
        said: [words("It was to come back by itself, and has not. Bring it back with Undo, or by hand:")],
        quoted: event.reason,
        shown: [button("Undo…", actionIds.undoChange, { value })],
      };
    case "run-lost":
      return {
        said: [
          words(
            "It ran, and nobody saw how it ended. It is not repeated by itself. Look at the target, then settle it:",
          ),
        ],
        quoted: event.reason,
        shown: [button("Settle…", actionIds.settle, { value })],
      };
  }
}

const pressed: Readonly<Record<Act["kind"], string>> = {
  approve: "Approve",
  deny: "Deny",
  "break-glass": "Break glass",
  settle: "Settle",
  review: "Review",
};
