import type { JsonObject } from "../json.ts";
import type { Trigger } from "../state/triggers.ts";
import type { StoredView } from "../state/types.ts";
import { findView, openModal, publishHome, pushModal, updateView, viewPayload } from "../state/views.ts";
import { validateView } from "../validation/validate-view.ts";
import {
  blockContext,
  jsonArgument,
  type Method,
  type MethodCall,
  MethodFailure,
  optionalText,
  requiredText,
} from "./method.ts";

export const viewsOpen: Method = (call) => {
  const view = viewArgument(call, "modal");
  requireFreshExternalId(call, view);
  return shown(call, openModal(call.world, redeemTrigger(call).person, view));
};

export const viewsPush: Method = (call) => {
  const view = viewArgument(call, "modal");
  requireFreshExternalId(call, view);
  const trigger = redeemTrigger(call);
  if (trigger.viewId === undefined || findView(call.world, trigger.viewId) === undefined)
    throw new MethodFailure("not_found");
  const pushed = pushModal(call.world, trigger.person, view);
  if (pushed === undefined) throw new MethodFailure("push_limit_reached");
  return shown(call, pushed);
};

export const viewsUpdate: Method = (call) => {
  const id = optionalText(call, "view_id");
  const externalId = optionalText(call, "external_id");
  if (id === undefined && externalId === undefined)
    throw new MethodFailure("invalid_arguments", ["[ERROR] missing required field: view_id"]);
  const view = viewArgument(call, "modal");
  const stored = findView(call.world, id, externalId);
  if (stored === undefined || stored.view.type !== "modal") throw new MethodFailure("not_found");
  requireHash(call, stored);
  updateView(call.world, stored, view);
  return shown(call, stored);
};

export const viewsPublish: Method = (call) => {
  const user = requiredText(call, "user_id");
  if (!call.world.people.has(user))
    throw new MethodFailure("invalid_arguments", ["[ERROR] invalid user [json-pointer:/user_id]"]);
  const view = viewArgument(call, "home");
  const stored = call.world.homes.get(user);
  if (stored === undefined) return shown(call, publishHome(call.world, user, view));
  requireHash(call, stored);
  updateView(call.world, stored, view);
  return shown(call, stored);
};

function viewArgument(call: MethodCall, type: "modal" | "home"): JsonObject {
  const given = jsonArgument(call, "view");
  if (given === undefined) throw new MethodFailure("invalid_arguments", ["[ERROR] missing required field: view"]);
  const checked = validateView(given, type, blockContext(call.world));
  switch (checked.kind) {
    case "valid":
      return checked.view;
    case "too-large":
      throw new MethodFailure("view_too_large");
    case "invalid":
      throw new MethodFailure("invalid_arguments", checked.problems);
  }
}

function redeemTrigger(call: MethodCall): Trigger {
  const redeemed = call.world.triggers.redeem(requiredText(call, "trigger_id"));
  if (redeemed.kind === "refused") throw new MethodFailure(redeemed.error);
  return redeemed.trigger;
}

function requireFreshExternalId(call: MethodCall, view: JsonObject): void {
  const externalId = view.external_id;
  if (typeof externalId === "string" && findView(call.world, undefined, externalId) !== undefined)
    throw new MethodFailure("duplicate_external_id");
}

function requireHash(call: MethodCall, stored: StoredView): void {
  const hash = optionalText(call, "hash");
  if (hash !== undefined && hash !== stored.hash) throw new MethodFailure("hash_conflict");
}

function shown(call: MethodCall, stored: StoredView): JsonObject {
  return { view: viewPayload(call.world, stored) };
}
