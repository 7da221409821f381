/**
 * @import { KnownBlock } from "@slack/types"
 * @typedef {string | readonly string[] | null} FieldValue
 * @typedef {Extract<KnownBlock, { type: "input" }>["element"]
 *   | Extract<KnownBlock, { type: "actions" }>["elements"][number]
 *   | NonNullable<Extract<KnownBlock, { type: "section" }>["accessory"]>
 *   | Extract<KnownBlock, { type: "context_actions" }>["elements"][number]} Field Anything one can use in a block.
 */

/**
 * What a field holds before anybody touches it; undefined for what holds nothing (buttons, menus, images).
 * @param {Field} element
 * @returns {FieldValue | undefined}
 */
export function initialValue(element) {
  switch (element.type) {
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return element.initial_value ?? "";
    case "static_select":
    case "external_select":
    case "radio_buttons":
      return element.initial_option?.value ?? null;
    case "multi_static_select":
    case "multi_external_select":
    case "checkboxes":
      return (element.initial_options ?? []).map((option) => option.value ?? "");
    case "users_select":
      return element.initial_user ?? null;
    case "multi_users_select":
      return element.initial_users ?? [];
    case "conversations_select":
      return element.initial_conversation ?? null;
    case "multi_conversations_select":
      return element.initial_conversations ?? [];
    case "channels_select":
      return element.initial_channel ?? null;
    case "multi_channels_select":
      return element.initial_channels ?? [];
    case "datepicker":
      return element.initial_date ?? null;
    case "timepicker":
      return element.initial_time ?? null;
    case "datetimepicker":
      return element.initial_date_time === undefined ? null : String(element.initial_date_time);
    case "rich_text_input":
      return "";
    case "button":
    case "workflow_button":
    case "icon_button":
    case "feedback_buttons":
    case "overflow":
    case "image":
    case "file_input":
      return undefined;
  }
}

/**
 * Every field of these blocks that holds a value, in reading order.
 * @param {readonly KnownBlock[]} blocks
 * @returns {{ blockId: string, element: Field }[]}
 */
export function statefulElements(blocks) {
  return blocks
    .flatMap((block) =>
      block.type === "container"
        ? statefulElements(block.child_blocks)
        : elementsOf(block).map((element) => ({ blockId: block.block_id ?? "", element })),
    )
    .filter(({ element }) => initialValue(element) !== undefined);
}

/**
 * @param {KnownBlock} block
 * @returns {readonly Field[]}
 */
function elementsOf(block) {
  if (block.type === "input") return [block.element];
  if (block.type === "actions") return block.elements;
  return block.type === "section" && block.accessory ? [block.accessory] : [];
}

/**
 * The `action_id` of anything that has one.
 * @param {Field} element
 */
export function actionIdOf(element) {
  return ("action_id" in element && element.action_id) || "";
}
