import { isObject, type Json, type JsonObject } from "../json.ts";
import { at, check, type Shape } from "./shape.ts";
import { flag, plain, string, typed } from "./shapes.ts";
import { type BlockContext, validateBlocks } from "./validate-blocks.ts";

const LARGEST_VIEW_BYTES = 250 * 1024;

export type CheckedView =
  | { readonly kind: "valid"; readonly view: JsonObject }
  | { readonly kind: "invalid"; readonly problems: readonly string[] }
  | { readonly kind: "too-large" };

/** A modal or home view as Slack keeps it, or what is wrong with it. */
export function validateView(view: Json, type: "modal" | "home", context: BlockContext): CheckedView {
  if (Buffer.byteLength(JSON.stringify(view)) > LARGEST_VIEW_BYTES) return { kind: "too-large" };
  const problems = check(type === "modal" ? modal : home, view, "/view");
  if (problems.length > 0 || !isObject(view)) return { kind: "invalid", problems };
  const checked = validateBlocks(view.blocks ?? [], type, "/view/blocks", context);
  if (checked.kind === "invalid") return checked;
  const hasInput = checked.blocks.some((block) => block.type === "input");
  if (type === "modal" && hasInput && view.submit === undefined)
    return { kind: "invalid", problems: [at("/view", "missing required field: submit (the view has input blocks)")] };
  return { kind: "valid", view: { ...view, blocks: checked.blocks } };
}

// Blocks are checked on their own; here only that they are a list.
const blocks: Shape = { kind: "list", of: { kind: "anything" }, min: 0, max: 100 };
const base = { private_metadata: string(3000, 0), callback_id: string(255, 0), external_id: string(255, 0) };

const modal = typed(
  "modal",
  { title: plain(24), blocks },
  { ...base, close: plain(24), submit: plain(24), clear_on_close: flag, notify_on_close: flag },
);

const home = typed("home", { blocks }, base);
