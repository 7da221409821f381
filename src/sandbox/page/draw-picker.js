import { h } from "./dom.js";
import { fieldValue } from "./form.js";
import { choose } from "./use-element.js";

/**
 * @import { VNode } from "./dom.js"
 * @import { Field } from "./form-values.js"
 * @import { Spot } from "./use-element.js"
 * @typedef {Extract<Field, { type: "datepicker" | "timepicker" | "datetimepicker" }>} Picker
 */

const kinds = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };
const labels = { datepicker: "Date", timepicker: "Time", datetimepicker: "Date and time" };

/**
 * @param {Picker} element
 * @param {Spot} spot
 * @returns {VNode}
 */
export function drawPicker(element, spot) {
  const value = fieldValue(spot.surface, spot.blockId, element);
  const isMoment = element.type === "datetimepicker";
  /** @param {Event & { currentTarget: HTMLInputElement }} event */
  const onChange = ({ currentTarget: { value: text } }) =>
    choose(element, spot, text === "" ? null : isMoment ? String(new Date(text).getTime() / 1000) : text);
  return h("input", {
    class: "input picker",
    type: kinds[element.type],
    ...(spot.isInput ? {} : { "aria-label": labels[element.type] }),
    ...spot.attributes,
    onChange,
    value: value === null ? "" : isMoment ? localMoment(Number(value)) : String(value),
  });
}

/**
 * Seconds since 1970 as the browser's own date and time field wants them: local, without a zone.
 * @param {number} seconds
 */
function localMoment(seconds) {
  const moment = new Date(seconds * 1000);
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
