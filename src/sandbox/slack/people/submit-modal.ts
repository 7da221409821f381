import type { Again } from "../delivery/delivery.ts";
import { isObject, type Json, objectAt, objectsAt, textAt } from "../json.ts";
import { blockContext } from "../methods/method.ts";
import type { FormValues, Person, StoredView } from "../state/types.ts";
import { clearModals, closeModal, pushModal, updateView, viewPayload } from "../state/views.ts";
import type { World } from "../state/world.ts";
import { validateView } from "../validation/validate-view.ts";
import { mergeValues } from "./click.ts";
import { inputErrors } from "./input-errors.ts";
import { interactionBase, stateValues } from "./payloads.ts";
import { sendInteraction, whyNotAcked } from "./send-interaction.ts";

/** What the person sees after pressing the submit button. */
export type SubmitOutcome =
  | { readonly kind: "closed" }
  /** By block id. */
  | { readonly kind: "errors"; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: "updated"; readonly modal: StoredView }
  | { readonly kind: "pushed"; readonly modal: StoredView }
  | { readonly kind: "failed"; readonly reason: string };

/** Submits a modal. What Slack's client refuses by itself never reaches the app. */
export async function submitModal(
  world: World,
  person: Person,
  stored: StoredView,
  values: FormValues,
  again?: Again,
): Promise<SubmitOutcome> {
  const blocks = objectsAt(stored.view, "blocks");
  stored.values = mergeValues(stored.values, values);
  const refused = inputErrors(world, person, stored);
  if (Object.keys(refused).length > 0) return showErrors(world, stored, refused);
  stored.isBusy = true;
  stored.errors = {};
  world.changes.notify();
  const payload = {
    type: "view_submission",
    ...interactionBase(world, person),
    trigger_id: world.triggers.issue({ person: person.id, viewId: stored.id }),
    view: viewPayload(world, stored, stateValues(world, person, blocks, stored.values)),
    response_urls: [],
  };
  const answer = await sendInteraction(world, payload, again);
  stored.isBusy = false;
  const reason = whyNotAcked(world, answer);
  if (reason !== undefined) return fail(world, stored, `We had some trouble connecting. ${reason}`);
  return follow(world, person, stored, answer.kind === "acked" ? answer.body : undefined);
}

/** Does what the acknowledgement says: close, show errors, update, push or clear. */
function follow(world: World, person: Person, stored: StoredView, body: Json | undefined): SubmitOutcome {
  const action = isObject(body) ? textAt(body, "response_action") : "";
  switch (action) {
    case "":
      closeModal(world, stored);
      return { kind: "closed" };
    case "clear":
      clearModals(world, person.id);
      return { kind: "closed" };
    case "errors":
      return followErrors(world, stored, body);
    case "update":
    case "push":
      return followView(world, person, stored, action, body);
  }
  return fail(world, stored, `unknown response_action ${action}`);
}

function followErrors(world: World, stored: StoredView, body: Json | undefined): SubmitOutcome {
  const inputs = objectsAt(stored.view, "blocks").filter((block) => block.type === "input");
  const known = inputs.map((block) => textAt(block, "block_id"));
  const errors = Object.entries(objectAt(body, "errors")).map(([blockId, text]) => [blockId, String(text)] as const);
  const stray = errors.find(([blockId]) => !known.includes(blockId));
  if (errors.length === 0 || stray !== undefined)
    return fail(world, stored, `errors must name input blocks of the view, not ${stray?.[0] ?? "nothing"}`);
  return showErrors(world, stored, Object.fromEntries(errors));
}

function followView(
  world: World,
  person: Person,
  stored: StoredView,
  action: "update" | "push",
  body: Json | undefined,
): SubmitOutcome {
  const checked = validateView(objectAt(body, "view"), "modal", blockContext(world));
  if (checked.kind === "too-large") return fail(world, stored, "view_too_large");
  if (checked.kind === "invalid") return fail(world, stored, checked.problems.join("; "));
  if (action === "update") {
    updateView(world, stored, checked.view);
    return { kind: "updated", modal: stored };
  }
  const pushed = pushModal(world, person.id, checked.view);
  return pushed === undefined ? fail(world, stored, "push_limit_reached") : { kind: "pushed", modal: pushed };
}

function showErrors(world: World, stored: StoredView, errors: Readonly<Record<string, string>>): SubmitOutcome {
  stored.errors = errors;
  world.changes.notify();
  return { kind: "errors", errors };
}

function fail(world: World, stored: StoredView, reason: string): SubmitOutcome {
  world.notices.set(stored.person, { id: world.ids.number(), text: reason });
  world.traffic.record("to-app", "view_submission", "refused answer", reason);
  world.changes.notify();
  return { kind: "failed", reason };
}
