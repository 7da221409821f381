import { describe, expect, test } from "vitest";
import type { Json } from "../../../../src/sandbox/slack/json.ts";
import {
  actions,
  button,
  input,
  long,
  mrkdwn,
  option,
  options,
  plain,
  problemsOf,
  section,
  times,
} from "./check-blocks.ts";

interface Limit {
  readonly of: string;
  readonly most: number;
  readonly blocks: (size: number) => Json;
}

const text = (type: string, more: Readonly<Record<string, Json>> = {}) => ({ type, action_id: "a", ...more });

const LIMITS: readonly Limit[] = [
  { of: "blocks of a message", most: 50, blocks: (size) => times(size, () => ({ type: "divider" })) },
  { of: "section text", most: 3000, blocks: (size) => [section({ text: mrkdwn(long(size)) })] },
  { of: "section fields", most: 10, blocks: (size) => [section({ fields: times(size, () => mrkdwn("f")) })] },
  { of: "field text", most: 2000, blocks: (size) => [section({ fields: [plain(long(size))] })] },
  { of: "header text", most: 150, blocks: (size) => [{ type: "header", text: plain(long(size)) }] },
  {
    of: "context elements",
    most: 10,
    blocks: (size) => [{ type: "context", elements: times(size, () => mrkdwn("c")) }],
  },
  {
    of: "actions",
    most: 25,
    blocks: (size) => [actions(...times(size, (index) => button({ action_id: `a${index}` })))],
  },
  { of: "button text", most: 75, blocks: (size) => [actions(button({ text: plain(long(size)) }))] },
  { of: "button value", most: 2000, blocks: (size) => [actions(button({ value: long(size) }))] },
  {
    of: "button url",
    most: 3000,
    blocks: (size) => [actions(button({ url: `https://a.example/${long(size - 18)}` }))],
  },
  { of: "accessibility label", most: 75, blocks: (size) => [actions(button({ accessibility_label: long(size) }))] },
  { of: "action id", most: 255, blocks: (size) => [actions(button({ action_id: long(size) }))] },
  { of: "block id", most: 255, blocks: (size) => [{ type: "divider", block_id: long(size) }] },
  { of: "input label", most: 2000, blocks: (size) => [input(text("plain_text_input"), { label: plain(long(size)) })] },
  { of: "input hint", most: 2000, blocks: (size) => [input(text("plain_text_input"), { hint: plain(long(size)) })] },
  {
    of: "placeholder",
    most: 150,
    blocks: (size) => [input(text("plain_text_input", { placeholder: plain(long(size)) }))],
  },
  {
    of: "initial text",
    most: 3000,
    blocks: (size) => [input(text("plain_text_input", { initial_value: long(size) }))],
  },
  { of: "max_length", most: 3000, blocks: (size) => [input(text("plain_text_input", { max_length: size }))] },
  {
    of: "image alt text",
    most: 2000,
    blocks: (size) => [{ type: "image", image_url: "https://a.example/i.png", alt_text: long(size) }],
  },
  {
    of: "image title",
    most: 2000,
    blocks: (size) => [
      { type: "image", image_url: "https://a.example/i.png", alt_text: "a", title: plain(long(size)) },
    ],
  },
  { of: "select options", most: 100, blocks: (size) => [actions(text("static_select", { options: options(size) }))] },
  {
    of: "option groups",
    most: 100,
    blocks: (size) => {
      const option_groups = times(size, (index) => ({ label: plain(`g${index}`), options: options(1) }));
      return [actions(text("static_select", { option_groups }))];
    },
  },
  {
    of: "option text",
    most: 75,
    blocks: (size) => [actions(text("static_select", { options: [option(0, { text: plain(long(size)) })] }))],
  },
  {
    of: "option value",
    most: 75,
    blocks: (size) => [actions(text("static_select", { options: [option(0, { value: long(size) })] }))],
  },
  {
    of: "option description",
    most: 75,
    blocks: (size) => [actions(text("static_select", { options: [option(0, { description: plain(long(size)) })] }))],
  },
  {
    of: "overflow options",
    most: 5,
    blocks: (size) => [section({ accessory: text("overflow", { options: options(size) }) })],
  },
  { of: "radio buttons", most: 10, blocks: (size) => [actions(text("radio_buttons", { options: options(size) }))] },
  { of: "checkboxes", most: 10, blocks: (size) => [actions(text("checkboxes", { options: options(size) }))] },
  { of: "confirm title", most: 100, blocks: (size) => confirmWith({ title: plain(long(size)) }) },
  { of: "confirm text", most: 300, blocks: (size) => confirmWith({ text: mrkdwn(long(size)) }) },
  { of: "confirm button", most: 30, blocks: (size) => confirmWith({ confirm: plain(long(size)) }) },
  { of: "deny button", most: 30, blocks: (size) => confirmWith({ deny: plain(long(size)) }) },
  { of: "markdown", most: 12_000, blocks: (size) => [{ type: "markdown", text: long(size) }] },
  {
    of: "table rows",
    most: 100,
    blocks: (size) => [{ type: "table", rows: times(size, () => [{ type: "raw_text", text: "c" }]) }],
  },
  {
    of: "table cells of a row",
    most: 20,
    blocks: (size) => [{ type: "table", rows: [times(size, () => ({ type: "raw_text", text: "c" }))] }],
  },
  {
    of: "blocks of a container",
    most: 10,
    blocks: (size) => [
      { type: "container", title: plain("t"), child_blocks: times(size, () => ({ type: "divider" })) },
    ],
  },
];

function confirmWith(more: Readonly<Record<string, Json>>): Json {
  const confirm = { title: plain("Sure?"), text: plain("Really?"), confirm: plain("Yes"), deny: plain("No"), ...more };
  return [actions(button({ confirm }))];
}

describe("A message holds up to the limit and no more", () => {
  test.each(LIMITS)("$of: $most", ({ most, blocks }) => {
    expect(problemsOf(blocks(most))).toEqual([]);
    expect(problemsOf(blocks(most + 1))).toHaveLength(1);
  });
});

test("A modal holds a hundred blocks and no more", () => {
  const dividers = (count: number) => times(count, () => ({ type: "divider" }));
  expect(problemsOf(dividers(100), "modal")).toEqual([]);
  expect(problemsOf(dividers(101), "modal")).toEqual(["[ERROR] no more than 100 items allowed [json-pointer:/blocks]"]);
});
