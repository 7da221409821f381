import { describe, expect, test } from "vitest";
import type { Json } from "../../../../src/sandbox/slack/json.ts";
import {
  actions,
  button,
  input,
  keptBlocks,
  mrkdwn,
  option,
  options,
  plain,
  problemsOf,
  richText,
  section,
} from "./check-blocks.ts";

const select = (more: Readonly<Record<string, Json>> = {}) => ({
  type: "static_select",
  action_id: "s",
  options: options(2),
  ...more,
});
const at = (sentence: string, path: string) => [`[ERROR] ${sentence} [json-pointer:/blocks${path}]`];

describe("Blocks are refused", () => {
  test.each<[string, Json, readonly string[]]>([
    ["of a type nobody knows", [{ type: "banner" }], at("unsupported type: banner", "/0/type")],
    ["without a type", [{}], at("missing required field: type", "/0")],
    ["that are no objects", ["text"], at("must provide an object", "/0")],
    ["with a field nobody knows", [section({ color: "red" })], at("invalid additional property: color", "/0")],
    ["named after what objects inherit", [{ type: "constructor" }], at("unsupported type: constructor", "/0/type")],
    [
      "with a header in mrkdwn",
      [{ type: "header", text: mrkdwn("h") }],
      at("must be one of: plain_text", "/0/text/type"),
    ],
    ["with empty text", [section({ text: mrkdwn("") })], at("must be more than 0 characters", "/0/text/text")],
    ["as a section of nothing", [{ type: "section" }], at("must define either `text` or `fields`", "/0")],
    [
      "with a button of another style",
      [actions(button({ style: "warning" }))],
      at("must be one of: primary, danger", "/0/elements/0/style"),
    ],
    [
      "with a url that is none",
      [actions(button({ url: "javascript:alert(1)" }))],
      at("must be a valid url", "/0/elements/0/url"),
    ],
    ["with no action", [actions()], at("no less than 1 items allowed", "/0/elements")],
    [
      "with an input outside an input block",
      [actions({ type: "plain_text_input", action_id: "a" })],
      at("unsupported type: plain_text_input", "/0/elements/0/type"),
    ],
    ["with a button in an input block", [input(button())], at("unsupported type: button", "/0/element/type")],
    [
      "with options and groups at once",
      [actions(select({ option_groups: [{ label: plain("g"), options: options(1) }] }))],
      at("must define exactly one of: options, option_groups", "/0/elements/0"),
    ],
    [
      "with an initial option that is not offered",
      [actions(select({ initial_option: option(7) }))],
      at("initial option not found in options", "/0/elements/0"),
    ],
    [
      "with mrkdwn in a select",
      [actions(select({ options: [{ text: mrkdwn("o"), value: "v" }] }))],
      at("must be one of: plain_text", "/0/elements/0/options/0/text/type"),
    ],
    [
      "with an option without a value",
      [actions(select({ options: [{ text: plain("o") }] }))],
      at("missing required field: value", "/0/elements/0/options/0"),
    ],
    [
      "with an image of nothing",
      [{ type: "image", alt_text: "a" }],
      at("must define exactly one of: image_url, slack_file", "/0"),
    ],
    [
      "with an image without alt text",
      [{ type: "image", image_url: "https://a.example/i.png" }],
      at("missing required field: alt_text", "/0"),
    ],
    [
      "with a file that is not there",
      [{ type: "image", alt_text: "a", slack_file: { id: "F2" } }],
      at("invalid slack file: F2", ""),
    ],
    [
      "with a day that is none",
      [actions({ type: "datepicker", action_id: "d", initial_date: "2026-1-1xx" })],
      at("must be a valid date", "/0/elements/0/initial_date"),
    ],
    [
      "with an hour that is none",
      [actions({ type: "timepicker", action_id: "t", initial_time: "24:00" })],
      at("must be a valid time", "/0/elements/0/initial_time"),
    ],
    [
      "with a number input that does not say of what",
      [input({ type: "number_input", action_id: "n" })],
      at("missing required field: is_decimal_allowed", "/0/element"),
    ],
    ["with two tables", [table(), table()], at("only one table allowed", "")],
    [
      "with the same block id twice",
      [
        { type: "divider", block_id: "d" },
        { type: "divider", block_id: "d" },
      ],
      at('`block_id` "d" already exists', ""),
    ],
    [
      "with the same action id twice in a block",
      [actions(button(), button())],
      at('`action_id` "go" already exists for this block', "/0"),
    ],
    [
      "with text in rich text that is empty",
      [richText({ type: "rich_text_section", elements: [{ type: "text", text: "" }] })],
      at("must be more than 0 characters", "/0/elements/0/elements/0/text"),
    ],
    [
      "with a mention in preformatted text",
      [richText({ type: "rich_text_preformatted", elements: [{ type: "user", user_id: "U1" }] })],
      at("unsupported type: user", "/0/elements/0/elements/0/type"),
    ],
    [
      "with a style nobody knows",
      [richText({ type: "rich_text_section", elements: [{ type: "text", text: "t", style: { blink: true } }] })],
      at("invalid additional property: blink", "/0/elements/0/elements/0/style"),
    ],
  ])("%s", (_, blocks, problems) => {
    expect(problemsOf(blocks)).toEqual(problems);
  });

  test.each(["markdown", "table", "file", "alert", "container"])("of the type %s outside messages", (type) => {
    expect(problemsOf([{ type }], "modal")).toEqual(at(`unsupported type: ${type}`, "/0/type"));
    expect(problemsOf([{ type }], "home")).toEqual(at(`unsupported type: ${type}`, "/0/type"));
  });

  test("when two elements want the focus", () => {
    const focused = (id: string) => input({ type: "plain_text_input", action_id: id, focus_on_load: true });
    expect(problemsOf([focused("a"), focused("b")], "modal")).toEqual(
      at("only one element may set `focus_on_load`", ""),
    );
  });
});

describe("Blocks are kept", () => {
  test("with every id filled in", () => {
    expect(keptBlocks([actions({ type: "button", text: plain("Go") })])).toEqual([
      {
        type: "actions",
        block_id: "b-filled",
        elements: [{ type: "button", text: plain("Go"), action_id: "a-filled" }],
      },
    ]);
  });

  test("when they use everything rich text has", () => {
    const inline = [
      { type: "text", text: "t", style: { bold: true, code: true } },
      { type: "link", url: "https://a.example", text: "l" },
      { type: "user", user_id: "U1" },
      { type: "usergroup", usergroup_id: "S1" },
      { type: "channel", channel_id: "C1" },
      { type: "emoji", name: "fire" },
      { type: "broadcast", range: "here" },
      { type: "date", timestamp: 1_700_000_000, format: "{date_long}", fallback: "then" },
    ];
    const part = { type: "rich_text_section", elements: inline };
    const list = { type: "rich_text_list", style: "ordered", indent: 1, border: 1, elements: [part] };
    const quote = { type: "rich_text_quote", elements: inline };
    const code = { type: "rich_text_preformatted", border: 0, elements: [{ type: "text", text: "log" }] };
    expect(problemsOf([richText(part, list, quote, code)])).toEqual([]);
  });

  test.each([
    { type: "users_select", initial_user: "U1" },
    { type: "multi_users_select", initial_users: ["U1"], max_selected_items: 3 },
    { type: "conversations_select", default_to_current_conversation: true, filter: { include: ["public"] } },
    { type: "channels_select", response_url_enabled: true },
    { type: "external_select", min_query_length: 0 },
    { type: "datetimepicker", initial_date_time: 1_700_000_000 },
    { type: "email_text_input" },
    { type: "url_text_input" },
    { type: "rich_text_input" },
    { type: "number_input", is_decimal_allowed: false, min_value: "1" },
    { type: "checkboxes", options: [{ text: mrkdwn("*o*"), value: "v" }] },
  ])("with an input of $type", (element) => {
    expect(problemsOf([input({ ...element, action_id: "a" })], "modal")).toEqual([]);
    expect(problemsOf([input({ ...element, action_id: "a" })])).toEqual([]);
  });
});

function table(): Json {
  return {
    type: "table",
    rows: [[{ type: "raw_text", text: "c" }, richText({ type: "rich_text_section", elements: [] })]],
  };
}
