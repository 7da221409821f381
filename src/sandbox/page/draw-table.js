import { h } from "./dom.js";
import { drawFlow } from "./draw-text.js";
import { readRichText } from "./rich-text.js";

/**
 * @import { KnownBlock } from "@slack/types"
 * @typedef {Extract<KnownBlock, { type: "table" | "data_table" }>} AnyTable
 */

/**
 * A table that scrolls inside itself. Its first row is the head.
 * @param {AnyTable} block
 */
export function drawTable(block) {
  const columns = block.type === "table" ? (block.column_settings ?? []) : [];
  const caption = block.type === "data_table" ? block.caption : "";
  const [head = [], ...body] = block.rows;
  /** @param {number} index */
  const look = (index) => {
    const column = columns[index];
    return [`align-${column?.align ?? "left"}`, column?.is_wrapped ? "is-wrapped" : ""].join(" ").trim();
  };
  return h(
    "div",
    { class: "table-scroll", role: "region", tabindex: "0", "aria-label": caption || "Table" },
    h(
      "table",
      {},
      caption ? h("caption", {}, caption) : null,
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          head.map((cell, index) => h("th", { scope: "col", class: look(index) }, drawCell(cell))),
        ),
      ),
      h(
        "tbody",
        {},
        body.map((row) =>
          h(
            "tr",
            {},
            row.map((cell, index) => h("td", { class: look(index) }, drawCell(cell))),
          ),
        ),
      ),
    ),
  );
}

/** @param {AnyTable["rows"][number][number]} cell */
function drawCell(cell) {
  return cell.type === "rich_text" ? drawFlow(readRichText(cell)) : cell.text;
}
