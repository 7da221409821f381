import { isDeepStrictEqual } from "node:util";
import { isList, isObject, type JsonObject, objectsAt } from "../json.ts";
import { richText } from "./rich-text.ts";
import type { ObjectShape, Shape } from "./shape.ts";
import {
  address,
  anyText,
  choice,
  exactlyOne,
  flag,
  list,
  number,
  object,
  plain,
  string,
  typed,
  variant,
  webAddress,
} from "./shapes.ts";

const style = choice("primary", "danger");

const confirm = object({ title: plain(100), text: anyText(300), confirm: plain(30), deny: plain(30) }, { style });

const option = object({ text: plain(75), value: string(75) }, { description: plain(75) });
const richOption = object({ text: anyText(75), value: string(75) }, { description: anyText(75) });
const overflowOption = object({ text: plain(75), value: string(75) }, { description: plain(75), url: address() });
const optionGroup = object({ label: plain(75), options: list(option, 100) });

const actionable = { action_id: string(255) };
const focusable = { ...actionable, focus_on_load: flag };
const placeable = { ...focusable, placeholder: plain(150) };
const choosable = { ...placeable, confirm };
const countable = { ...choosable, max_selected_items: number(1, 1000) };

const dispatch = {
  dispatch_action_config: object(
    {},
    { trigger_actions_on: list(choice("on_enter_pressed", "on_character_entered"), 2) },
  ),
};
const conversationFilter = object(
  {},
  {
    include: list(choice("im", "mpim", "private", "public"), 4),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
);
const conversationFields = { default_to_current_conversation: flag, filter: conversationFilter };
const staticOptions = { options: list(option, 100), option_groups: list(optionGroup, 100) };
const ids = list(string(255), 1000);

export const imageFields: Readonly<Record<string, Shape>> = {
  image_url: webAddress(),
  slack_file: object({}, { id: string(255), url: webAddress() }, exactlyOne("id", "url")),
};

export const button = typed(
  "button",
  { text: plain(75) },
  { ...actionable, confirm, value: string(2000, 0), url: address(), style, accessibility_label: string(75) },
);

export const imageElement = typed(
  "image",
  { alt_text: string(2000) },
  imageFields,
  exactlyOne("image_url", "slack_file"),
);

const selects: Readonly<Record<string, ObjectShape>> = {
  static_select: typed("static_select", {}, { ...choosable, ...staticOptions, initial_option: option }, fromOptions),
  external_select: typed(
    "external_select",
    {},
    { ...choosable, initial_option: option, min_query_length: number(0, 100) },
  ),
  users_select: typed("users_select", {}, { ...choosable, initial_user: string(255) }),
  conversations_select: typed(
    "conversations_select",
    {},
    { ...choosable, ...conversationFields, initial_conversation: string(255), response_url_enabled: flag },
  ),
  channels_select: typed(
    "channels_select",
    {},
    { ...choosable, initial_channel: string(255), response_url_enabled: flag },
  ),
  multi_static_select: typed(
    "multi_static_select",
    {},
    { ...countable, ...staticOptions, initial_options: list(option, 100) },
    fromOptions,
  ),
  multi_external_select: typed(
    "multi_external_select",
    {},
    { ...countable, initial_options: list(option, 100), min_query_length: number(0, 100) },
  ),
  multi_users_select: typed("multi_users_select", {}, { ...countable, initial_users: ids }),
  multi_conversations_select: typed(
    "multi_conversations_select",
    {},
    { ...countable, ...conversationFields, initial_conversations: ids },
  ),
  multi_channels_select: typed("multi_channels_select", {}, { ...countable, initial_channels: ids }),
};

const pickers: Readonly<Record<string, ObjectShape>> = {
  checkboxes: typed(
    "checkboxes",
    { options: list(richOption, 10) },
    { ...focusable, confirm, initial_options: list(richOption, 10) },
    fromOptions,
  ),
  radio_buttons: typed(
    "radio_buttons",
    { options: list(richOption, 10) },
    { ...focusable, confirm, initial_option: richOption },
    fromOptions,
  ),
  datepicker: typed(
    "datepicker",
    {},
    { ...choosable, initial_date: { kind: "string", min: 10, max: 10, format: "date" } },
  ),
  timepicker: typed(
    "timepicker",
    {},
    { ...choosable, initial_time: { kind: "string", min: 5, max: 5, format: "time" }, timezone: string(255) },
  ),
};

const datetimepicker = typed(
  "datetimepicker",
  {},
  { ...focusable, confirm, initial_date_time: number(1_000_000_000, 9_999_999_999) },
);
const richTextInput = typed("rich_text_input", {}, { ...placeable, ...dispatch, initial_value: richText });
const overflow = typed("overflow", { options: list(overflowOption, 5) }, { ...actionable, confirm });

const textInputs: Readonly<Record<string, ObjectShape>> = {
  plain_text_input: typed(
    "plain_text_input",
    {},
    {
      ...placeable,
      ...dispatch,
      initial_value: string(3000, 0),
      multiline: flag,
      min_length: number(0, 3000),
      max_length: number(1, 3000),
    },
  ),
  number_input: typed(
    "number_input",
    { is_decimal_allowed: flag },
    { ...placeable, ...dispatch, initial_value: string(100), min_value: string(100), max_value: string(100) },
  ),
  email_text_input: typed("email_text_input", {}, { ...placeable, ...dispatch, initial_value: string(3000) }),
  url_text_input: typed("url_text_input", {}, { ...placeable, ...dispatch, initial_value: string(3000) }),
};

/** What may stand beside a section. */
export const accessory = variant(() => ({ button, image: imageElement, overflow, ...selects, ...pickers }));

/** What an actions block may hold. */
export const actionElement = variant(() => ({
  button,
  overflow,
  datetimepicker,
  rich_text_input: richTextInput,
  ...selects,
  ...pickers,
}));

/** What an input block may hold. */
export const inputElement = variant(() => ({
  ...textInputs,
  ...selects,
  ...pickers,
  datetimepicker,
  rich_text_input: richTextInput,
  file_input: typed("file_input", {}, { ...actionable, filetypes: list(string(50), 50), max_files: number(1, 10) }),
}));

/** Select menus have options or groups of them; what is chosen at first must be among them. */
function fromOptions(element: JsonObject): readonly string[] {
  const hasGroups = String(element.type).endsWith("static_select");
  const wrong = hasGroups ? exactlyOne("options", "option_groups")(element) : [];
  const groups = objectsAt(element, "option_groups");
  const offered = [...objectsAt(element, "options"), ...groups.flatMap((group) => objectsAt(group, "options"))];
  const initial = isList(element.initial_options) ? element.initial_options : [element.initial_option];
  const isOffered = initial.filter(isObject).every((chosen) => offered.some((one) => isDeepStrictEqual(one, chosen)));
  return isOffered ? wrong : [...wrong, "initial option not found in options"];
}
