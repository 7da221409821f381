import { expect, test } from "vitest";
import type { Json } from "../../../../src/sandbox/slack/json.ts";
import { validateView } from "../../../../src/sandbox/slack/validation/validate-view.ts";
import { input, long, plain, times } from "./check-blocks.ts";

const context = { nextId: (prefix: string) => prefix, isDrawableFile: () => false };
const modal = (more: Readonly<Record<string, Json>> = {}) => ({
  type: "modal",
  title: plain("T"),
  blocks: [],
  ...more,
});
const kindOf = (view: Json) => validateView(view, "modal", context).kind;

test.each([
  ["title", 24, (size: number) => ({ title: plain(long(size)) })],
  ["submit", 24, (size: number) => ({ submit: plain(long(size)) })],
  ["close", 24, (size: number) => ({ close: plain(long(size)) })],
  ["private_metadata", 3000, (size: number) => ({ private_metadata: long(size) })],
  ["callback_id", 255, (size: number) => ({ callback_id: long(size) })],
  ["external_id", 255, (size: number) => ({ external_id: long(size) })],
])("A modal's %s holds %i characters and no more", (_, most, more) => {
  expect(kindOf(modal(more(most)))).toBe("valid");
  expect(kindOf(modal(more(most + 1)))).toBe("invalid");
});

test("A modal with an input needs a submit button", () => {
  const blocks = [input({ type: "plain_text_input", action_id: "a" })];
  expect(kindOf(modal({ blocks }))).toBe("invalid");
  expect(kindOf(modal({ blocks, submit: plain("Send") }))).toBe("valid");
});

test("A modal without a title is refused, and so is a home view where a modal is due", () => {
  expect(kindOf({ type: "modal", blocks: [] })).toBe("invalid");
  expect(kindOf({ type: "home", blocks: [] })).toBe("invalid");
  expect(validateView({ type: "home", blocks: [] }, "home", context).kind).toBe("valid");
});

test("A Home tab has no title and no buttons of its own", () => {
  expect(validateView({ type: "home", blocks: [], title: plain("T") }, "home", context).kind).toBe("invalid");
});

test("A view of more than 250 KB is too large", () => {
  const blocks = times(100, () => ({ type: "section", text: { type: "mrkdwn", text: long(2900) } }));
  expect(kindOf(modal({ blocks }))).toBe("too-large");
});

test("What is wrong with a block is located inside the view", () => {
  const checked = validateView(modal({ blocks: [{ type: "divider" }, { type: "banner" }] }), "modal", context);
  expect(checked).toEqual({
    kind: "invalid",
    problems: ["[ERROR] unsupported type: banner [json-pointer:/view/blocks/1/type]"],
  });
});
