import { h } from "./dom.js";
import { drawButton, drawFeedback, drawOverflow } from "./draw-button.js";
import { drawCheckboxes, drawRadioButtons } from "./draw-choices.js";
import { drawImage } from "./draw-image.js";
import { drawMultiSelect } from "./draw-multi-select.js";
import { drawPicker } from "./draw-picker.js";
import { drawSelect } from "./draw-select.js";
import { drawTextInput } from "./draw-text-input.js";

/**
 * @import { VNode } from "./dom.js"
 * @import { Field } from "./form-values.js"
 * @import { Spot } from "./use-element.js"
 */

/**
 * @param {Field} element
 * @param {Spot} spot
 * @returns {VNode}
 */
export function drawElement(element, spot) {
  switch (element.type) {
    case "button":
    case "workflow_button":
    case "icon_button":
      return drawButton(element, spot);
    case "feedback_buttons":
      return drawFeedback(element, spot);
    case "overflow":
      return drawOverflow(element, spot);
    case "static_select":
    case "users_select":
    case "conversations_select":
    case "channels_select":
      return drawSelect(element, spot);
    case "multi_static_select":
    case "multi_users_select":
    case "multi_conversations_select":
    case "multi_channels_select":
      return drawMultiSelect(element, spot);
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
    case "rich_text_input":
    case "external_select":
    case "multi_external_select":
      return drawTextInput(element, spot);
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
      return drawPicker(element, spot);
    case "radio_buttons":
      return drawRadioButtons(element, spot);
    case "checkboxes":
      return drawCheckboxes(element, spot);
    case "image":
      return drawImage(element, "thumbnail");
    case "file_input":
      return h("p", { class: "quiet" }, "Files cannot be chosen in the sandbox.");
  }
}
